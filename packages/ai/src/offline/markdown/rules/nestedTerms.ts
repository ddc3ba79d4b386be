/**
 * Cards from outlines: a term alone on its bullet, what it means in the bullet or the paragraph below.
 */
import type { Block } from "../blocks.ts"
import type { Extracted, Place } from "../Extracted.ts"
import { joined, proseOf, type Prose } from "../prose.ts"
import { countWords, isGeneric, isName, isOrder, onOneLine } from "../wording.ts"
import { explained } from "./explained.ts"

export const nestedTerm = (place: Place, [head, below]: ReadonlyArray<Block>): ReadonlyArray<Extracted> => {
  if (head?.node.type !== "paragraph" || below === undefined) return []
  const named = proseOf(place.markdown, head)
  const term = onOneLine(named.text).replace(/\s*[:–—-]$/, "")
  const marked = named.marks.some(({ from, kind, to }) => kind === "strong" && from === 0 && to >= term.length)
  if (!isTerm(term) || named.marks.some(({ kind }) => kind === "link" || kind === "code")) return []
  const meaning = meaningIn(place, below)
  if (meaning === undefined || !(defines.test(meaning.text) || (marked && isSaid(meaning.text)))) return []
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
  countWords(term) <= 5 && /^[\p{L}\p{N}]/u.test(term) && !/[.!?,;]$/.test(term) && isName(term) && !isGeneric(term) &&
  !isOrder(term)

/** Opens as a definition does. */
const defines =
  /^(?:an?|any|the (?:process|ability|act|tendency|study|amount|number|rate|state|idea|theory|belief|practice|set|part|point|condition|set|sum|ratio|measure|science|period|use|total|degree|movement|change|loss|lack|value|cost|law|distance|time|area)|process|type|kind|form|group|study|ability|tendency|theory|method|branch|series|state)\s(?!few|lot|good|bad|great)/i

const isSaid = (text: string): boolean => countWords(text) >= 4 && !/[:：]$/.test(text)
