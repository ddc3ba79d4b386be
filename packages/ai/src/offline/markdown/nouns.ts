/**
 * Tells nouns without a tagger of English: by their endings, by what tables are often headed with, by how the note uses
 * the word elsewhere.
 */
import type { Place } from "./Extracted.ts"

/** Whether "the ..." may stand before these words. */
export const isNoun = (place: Place, words: string): boolean => {
  const phrase = words
    .replace(/\s*\([^()]*\)/g, "")
    .replace(/\s(?:of|for|in|on|to|with|from|by|at|per|between)\s.*$/i, "")
    .trim()
  if (!/^[\p{L}\p{N}][\p{L}\p{N} /%’'-]*$/u.test(phrase) || hasOther.test(phrase)) return false
  const head = (phrase.split(/[\s/]+/).at(-1) ?? "").toLowerCase()
  const singular = head.replace(/ies$/, "y").replace(/(?<=[^s])s$/, "")
  return known.has(head) || known.has(singular) || ending.test(singular) || isUsedAsNoun(place, head)
}

/** Words that make a clause or an adverb of it. */
const hasOther =
  /^(?:in|on|at|by|for|with|from|to|as|if|than|not|no|very|most|more|less|roughly|about|almost|only|just|usually|often|\p{L}+ly)\s|\b(?:is|are|was|were|has|have|does|do|did|can|will|should|must|may|it|you|i|we|they|and|or|how|when|why|what|where|who|which|whether|ends?|starts?|begins?)\b/iu

const ending =
  /(?:\p{L}{2}(?:tion|sion|ment|ness|ance|ence|ity|ship|ism|logy|graphy|metry|cy|hood|dom|ure|age|ory)|\p{L}{3}(?:ist|or))$/iu

const known = new Set(
  "abbreviation ability action address aim amount angle answer approach area argument aspect author bandwidth base basis behavior behaviour boundary branch building capital case cause cell centre center chain change character charge class code color colour command commander component composition concept consequence constant content context cost country course currency cycle data date day death default definition degree delay demand depth design detail device diet difference dimension direction disease distance domain dose duty effect element energy enzyme equation era error event evidence example expression factor family feature field file flag flavor flavour flow focus food force form format formula frequency function gain gas gender gene goal group growth habitat heading heat height hormone idea image impact index input instrument interest interval invention job key kind king label language latency law layer layout leader length letter level life lifespan limit line link list location logic loss main mass material maximum mean meaning metadata method middle minimum mode model mood name need note number object operator opposite option order organ origin output overhead owner parent part path pattern peak percent percentage period person phase place plan plant player point policy population port power prefix president price principle problem process product profit programming protein protocol purpose question range rank rate ratio reach reading reason region reign rule result return rhythm risk role root rule sample scale scenario scope score season sector sense sign signal site size skill solution sound source species speed stage standard start state status step storage strategy strength structure study style subject substance suffix sugar symbol symptom syntax system target task team technique temperature term text texture theme theory threshold throughput time timeline tissue title tone tool topic treatment trigger type unit usage use user value variable variant vector version vitamin voltage volume water wave wavelength way week weight width winner word work writer year yield".split(
    " "
  )
)

/** Read elsewhere in the note behind an article or a preposition, and with no further noun behind it. */
const isUsedAsNoun = ({ markdown }: Place, head: string): boolean =>
  head.length > 2 &&
  /^\p{L}+$/u.test(head) &&
  !adjective.test(head) &&
  standsBehind(markdown, head, /\b(?:the|an?|its|their|of|each|every|no|with)\s$/i)

const adjective = /(?:able|ible|ed|ful|ous|ing|ly)$/

/** The article the note writes before these words, where it writes one. */
export const articleOf = ({ markdown }: Place, words: string): string | undefined =>
  ["an", "a", "the"].find((article) => standsBehind(markdown, words, behind[article] ?? /$^/))

const behind: Record<string, RegExp> = { an: /\ban\s$/i, a: /\ba\s$/i, the: /\bthe\s$/i }

/** So often at most is a word looked at: a long note says a common one thousands of times. */
const mostLooks = 50

const standsBehind = (text: string, words: string, before: RegExp): boolean => {
  let at = text.indexOf(words)
  for (let looks = 0; at >= 0 && looks < mostLooks; looks += 1) {
    const end = at + words.length
    if (before.test(text.slice(Math.max(0, at - 8), at)) && ends.test(text.slice(end, end + 8))) return true
    at = text.indexOf(words, end)
  }
  return false
}

/** What follows a noun that is the head of its phrase. */
const ends =
  /^(?:$|[.,;:)?!]|\s(?:of|is|are|was|in|on|for|to|and|or|that|which|who|with|from|by|at|as|has|can|will|must|may|does)\b)/
