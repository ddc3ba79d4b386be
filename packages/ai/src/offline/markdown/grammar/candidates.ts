/**
 * Chooses what of a sentence is left out: something the note teaches, and that the rest of the sentence tells apart from all else.
 */
import { stems } from "../asking.ts"
import { inSentence } from "../casing.ts"
import type { Place } from "../Extracted.ts"
import type { Prose } from "../prose.ts"
import { isGeneric } from "../wording.ts"
import { givesAway, isPlacedInTime, isPlain, isTrite, tellingIn } from "./telling.ts"
import { nameAfter, phrasesOf, type Phrase } from "./phrases.ts"
import { isConditional, isDetermined as determines } from "./determining.ts"
import { ranks } from "./statements.ts"
import type { Word } from "./tagger.ts"
import { countAround, taughtIn } from "./taught.ts"

export interface Candidate {
  readonly from: number
  readonly to: number
  readonly kind: "named" | "marked" | "titled" | "proper" | "ranked"
  readonly worth: number
}

/** One phrase, and what stands around it. */
interface Seen {
  readonly place: Place
  readonly sentence: Prose
  readonly words: ReadonlyArray<Word>
  readonly phrase: Phrase
  readonly before: string
  readonly after: string
  /** Its words without their endings. */
  readonly own: ReadonlyArray<string>
  readonly rest: ReadonlyArray<Word>
  /** How many words of the rest say something. */
  readonly told: number
  /** The subject of the sentence, or of a clause in it. */
  readonly subject: boolean
  readonly first: boolean
}

/** Best first. */
export const candidatesIn = (place: Place, sentence: Prose, words: ReadonlyArray<Word>): ReadonlyArray<Candidate> =>
  [...phrasesOf(sentence.text, words), ...nameAfter(sentence.text, words)]
    .flatMap((phrase) => judge(seen(place, sentence, words, phrase)))
    .toSorted((a, b) => b.worth - a.worth)

const seen = (place: Place, sentence: Prose, words: ReadonlyArray<Word>, phrase: Phrase): Seen => {
  const rest = words.filter(({ from }) => from < phrase.from || from >= phrase.to)
  const article = words[phrase.index - 1]?.pos === "DET" ? 1 : 0
  const ahead = words[phrase.index - article - 1]
  const first = ahead === undefined
  const opens = first || (ahead.pos === "SCONJ" && ahead.text !== "that") || ahead.text === ","
  return {
    place,
    sentence,
    words,
    phrase,
    before: sentence.text.slice(0, phrase.from),
    after: sentence.text.slice(phrase.to),
    own: stems(phrase.text),
    rest,
    told: tellingIn(rest),
    subject: opens && /^(?:VERB|AUX)$/.test(words[phrase.index + phrase.words.length]?.pos ?? ""),
    first
  }
}

const judge = (it: Seen): ReadonlyArray<Candidate> => {
  if (!isNameable(it) || isOneOfSeveral(it)) return []
  if (isNamed(it)) return found(it, "named", 9)
  if (givesAway(it.own.slice(-1), it.rest)) return []
  if (isIdentified(it)) return found(it, "named", 8)
  if (ranks.test(it.after.slice(0, 60)) && /^ (?:is|are|was|were) the /.test(it.after) && it.first && it.told >= 1)
    return isTaughtHere(it) || it.phrase.proper ? found(it, "ranked", 7) : []
  if (it.phrase.proper && isTrite(it.phrase.text)) return []
  if (isMarked(it)) return isMarkedWell(it) ? found(it, "marked", 5) : []
  if (isTitled(it) && it.subject) return it.told >= 6 && isTold(it) && isDetermined(it) ? found(it, "titled", 4) : []
  if (it.first && it.subject && it.own.length <= 4 && defining.test(it.after) && it.told >= 5 && isDetermined(it))
    return found(it, "titled", 4)
  if (it.phrase.proper) return isProperWell(it) ? found(it, "proper", 3) : []
  return []
}

const found = ({ phrase, subject, told }: Seen, kind: Candidate["kind"], worth: number): ReadonlyArray<Candidate> => [
  { from: phrase.from, to: phrase.to, kind, worth: worth + (subject ? 0.3 : 0) + Math.min(told, 12) / 40 }
]

const at = ({ sentence }: Seen): number => sentence.at[0] ?? 0

/** A whole name of something, and not a word in front of or inside another. */
const isNameable = ({ after, before, own, phrase: { proper, text, words } }: Seen): boolean =>
  own.length > 0 &&
  own.length <= 5 &&
  text.length >= 4 &&
  !isGeneric(text) &&
  (proper || !isPlain(words.at(-1)?.lemma ?? "")) &&
  /^\p{L}[\p{L}\p{N} '’.-]*$/u.test(text) &&
  !/^(?:['’-]|\s\p{Lu}|\s\([A-Z0-9]{2,}s?\))/u.test(after) &&
  !/[-'’(]$/.test(before) &&
  !describing.test(words[0]?.text ?? "")

const describing =
  /^(?:term|word|name|concept|phrase|many|several|various|different|important|main|large|small|new|other|same|such|certain|specific|similar|common|early|late|first|second|third|further|additional|continued|individual|multiple|major|modern|total|average|recent)$/i

const isOneOfSeveral = ({ after, before }: Seen): boolean =>
  /(?:\b(?:such as|like|includ(?:e|es|ing)|e\.g\.|or|and|many|some|several|other|various|between|both|either)(?: an?| the)?|,(?:[^,]{0,60} and)?(?: the| an?)?)\s$/i.test(
    before
  ) || /^(?:\s(?:and|or)\b|,)/.test(after)

/** "A structure called the notochord": the rest describes it. */
const isNamed = ({ after, before, own, phrase, rest, told, words }: Seen): boolean =>
  /\b(?:called|known as|termed|named|referred to as)(?: an?| the)? $/.test(before) &&
  told >= 4 &&
  !/^ (?:the|an?)\b/.test(after) &&
  !givesAway(own.slice(0, 1), rest) &&
  // "When new firms enter, it is called ...": half a sentence.
  !/^(?:if|when)\b.*\bit is (?:called|known as|termed|named) /i.test(before) &&
  !isCalling(words, phrase)

/** "A neighbour called the police": somebody did, and nothing has that name. */
const isCalling = (words: ReadonlyArray<Word>, phrase: Phrase): boolean =>
  words.find(({ pos }) => pos === "VERB" || pos === "AUX")?.text === "called" &&
  !/^(?:VERB|AUX)$/.test(words[phrase.index + phrase.words.length]?.pos ?? "")

/** "The mother of Mesoamerican cultures was the Olmec civilization." */
const isIdentified = ({ after, before, phrase, told }: Seen): boolean =>
  after === "." &&
  told >= 3 &&
  /\p{Lu}/u.test(phrase.text) &&
  /^The \p{L}+ (?:\p{L}+ )?(?:of|in|to|for) [^,]+ (?:is|was|were|are)(?: an?| the)? $/u.test(before)

const isStrong = ({ phrase, sentence }: Seen): boolean =>
  sentence.marks.some(({ from, kind, to }) => kind === "strong" && from <= phrase.from && to >= phrase.to)

const isMarked = (it: Seen): boolean => isStrong(it) || taughtIn(it.place.markdown).marked.has(it.own.join(" "))

const isTitled = ({ own, place }: Seen): boolean => taughtIn(place.markdown).titled.has(own.join(" "))

const isTaughtHere = (it: Seen): boolean => isMarked(it) || isTitled(it)

/** What the sentence is about, and told of it more than that it matters or has something. */
const isMarkedWell = (it: Seen): boolean => {
  const plain = it.own.length === 1 && !it.phrase.proper && !isStrong(it)
  return (
    it.subject &&
    it.told >= 5 &&
    isDetermined(it) &&
    (!plain || defining.test(it.after) || technical.test(it.phrase.text))
  )
}

const isDetermined = ({ after, before, phrase }: Seen): boolean => determines(before, phrase.text, after)

/** Words that only a subject of its own has. */
const technical = /(?:osis|esis|itis|isms?|ology|phase|plasms?|genesis|cytes?|lysis|emia|oma|somes?)$/i

/** Says what its subject is. */
const defining =
  /^ (?:refers? to|denotes?|describes?|holds? that|states? that|predicts? that|proposes? that|argues? that|consists? of|(?:is|are) defined as|is (?:the|an?) |are the |was (?:the|an?) |were (?:the|an?) |is characterized by|occurs? when|(?:is|are) responsible for)/

/** Said of nothing else: more than that it is used or has something. */
const isTold = ({ phrase, words }: Seen): boolean => {
  const rest = words.slice(phrase.index + phrase.words.length)
  const verb = rest.find(({ pos }) => pos === "VERB")
  return verb !== undefined && !common.has(verb.lemma) && (isPlacedInTime(rest) || tellingIn(rest) >= 7)
}

const common = new Set(
  "use build contain provide offer support include have see keep subscribe belong live work become remain play serve help continue enjoy face want need like touch share dismiss believe think argue claim list assume".split(
    " "
  )
)

/** A name that is known by what the sentence says: its subject, or what was founded, written, signed ... */
const isProperWell = (it: Seen): boolean => {
  const { own, phrase, place, told, words } = it
  const count = countAround(place.markdown, at(it), phrase.text)
  if (told < 6 || (own.length === 1 && count < 2) || isPartOfName(it) || isConditional(it.before)) return false
  if (!isPlacedInTime(it.rest)) return false
  if (it.subject) return isTold(it) && it.rest.some(({ lemma, pos }) => pos === "VERB" && made.has(lemma))
  const verb = words.slice(0, phrase.index).findLastIndex(({ pos }) => pos === "VERB")
  const between = it.sentence.text.slice(words[verb]?.to, phrase.from)
  return made.has(words[verb]?.lemma ?? "") && !across.test(between)
}

/** Leads from the verb to something else: "restored control over ...", but "uncovered the city of ...". */
const across =
  /\b(?:in|at|from|by|to|with|for|on|into|over|during|between|(?<!(?:city|town|colony|state|island|kingdom|empire|republic|province) )of)\s/

const made = new Set(
  "abolish adopt become build compose conquer create declare defeat destroy discover establish explore find form found invade invent join launch overthrow paint pass propose publish ratify reach restore sign start uncover win write".split(
    " "
  )
)

/** "James" of "James II", and words that only open a sentence. */
const isPartOfName = (it: Seen): boolean => {
  const { text } = it.phrase
  const around = it.place.markdown.slice(Math.max(0, at(it) - nearby), at(it) + nearby)
  if (new RegExp(`\\b${text.replace(/[.]/g, "\\.")} \\p{Lu}`, "u").test(around)) return true
  const opens = it.phrase.index === 0 && !text.includes(" ")
  return (
    opens &&
    (inSentence(it.place, it.sentence, text) !== text || !new RegExp(`[\\p{Ll},] ${text}\\b`, "u").test(around))
  )
}

const nearby = 15_000
