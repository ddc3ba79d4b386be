/**
 * Cards from outlines: a term alone on its bullet, what it means in the bullet or the paragraph below.
 */
import { isPlural } from "../asking.ts"
import type { Block } from "../blocks.ts"
import type { Extracted, Place } from "../Extracted.ts"
import { isArgued } from "../labels.ts"
import { joined, proseOf, type Prose } from "../prose.ts"
import { countWords, isGeneric, isName, isOrder, onOneLine } from "../wording.ts"
import { explained } from "./explained.ts"

export const nestedTerm = (place: Place, [head, below]: ReadonlyArray<Block>): ReadonlyArray<Extracted> => {
  if (head?.node.type !== "paragraph" || below === undefined) return []
  const named = proseOf(place.markdown, head)
  const term = onOneLine(named.text).replace(/\s*[:–—-]$/, "")
  const marked = named.marks.some(({ from, kind, to }) => kind === "strong" && from === 0 && to >= term.length)
  if (
    !isTerm(term) ||
    isArgued(place.path.at(-1) ?? "") ||
    named.marks.some(({ kind }) => kind === "link" || kind === "code")
  )
    return []
  const meaning = meaningIn(place, below)
  if (meaning === undefined || !isSaid(meaning.text) || !(marked || defines.test(meaning.text))) return []
  const whole = joined([named, meaning])
  return explained(place, whole, { term, code: false }, meaning.text, "term.nested", marked ? 0.8 : 0.7)
}

/** What comes first below the term; several bullets are as often its kinds or its parts. */
const meaningIn = (place: Place, { base, node }: Block): Prose | undefined => {
  if (node.type === "paragraph") return proseOf(place.markdown, { base, node })
  if (node.type !== "list") return undefined
  const [first] = node.children[0]?.children ?? []
  if (first?.type !== "paragraph" || (node.ordered === true && node.children.length > 1)) return undefined
  const prose = proseOf(place.markdown, { base, node: first })
  return node.children.length === 1 || defines.test(prose.text) ? prose : undefined
}

const isTerm = (term: string): boolean =>
  countWords(term) <= 5 &&
  /^[\p{L}\p{N}]/u.test(term) &&
  !/[.!?,;]$/.test(term) &&
  isName(term) &&
  !isGeneric(term) &&
  !isOrder(term)

/** Opens as a definition does. */
const defines =
  /^(?:an?|any|the (?:process|ability|act|tendency|study|amount|number|rate|state|idea|theory|belief|practice|set|part|point|condition|set|sum|ratio|measure|science|period|use|total|degree|movement|change|loss|lack|value|cost|law|distance|time|area)|process|type|kind|form|group|study|ability|tendency|theory|method|branch|series|state)\s(?!few|lot|good|bad|great)|^(?!\p{Ll}+[^s]s\s|how\s|use\s|one\s|two\s|some\s|part\s)\p{Ll}+(?: \p{Ll}+)? (?:of|that|which|where|in which|between)\s(?:\S+\s){2,}\S/iu

/** Words that explain and are no sentence of their own, which would say something of the term or of another. */
const isSaid = (text: string): boolean =>
  countWords(text) >= 4 &&
  !/[:：]$|^(?:every|each|all|this|these|some|many|most)\s/i.test(text) &&
  !finite.test(frontOf(text))

const frontOf = (text: string): string =>
  text.split(/\b(?:that|which|who|whose|where|when|how|what|whether|why)\b/)[0] ?? ""

/** A heading and below it, as its only sentence, words that can only say what it is: "The division of a nucleus into two." */
export const headed = (place: Place, heading: Prose, opening: Prose | undefined): ReadonlyArray<Extracted> => {
  const term = onOneLine(heading.text)
  if (opening === undefined || !place.english || !isTerm(term) || isPlural(term)) return []
  const [said = "", ...more] = opening.text.split(/(?<=[.!?])\s+/)
  if (more.length > 0 || countWords(said) > 25 || !fragment.test(said) || finite.test(frontOf(said))) return []
  return explained(place, joined([heading, opening]), { term, code: false }, said, "term.heading", 0.7)
}

const fragment =
  /^(?:An? (?:\p{Ll}+ ){1,4}(?:that|which|who|whose|where|of|in which|by which|used)|The (?:process|act|action|ability|study|division|splitting|exchange|movement|tendency|idea|theory|belief|practice|branch|amount|number|rate|part|point|period|state|set|use|loss|change|transfer|formation|breakdown|measure) (?:of|that|which|by which|in which|where|between|to|from))\s/u

const finite =
  /\s(?:recommends?|suggests?|states?|says?|means?|holds?|claims?|shows?|requires?|argues?|is|are|was|were|has|have|had|can|will|may|must|should|does|do|did|\p{Ll}+(?:[^s\W]s|ed) (?:the|an?|its|their|how|to|on|in|from|that))\s/u
