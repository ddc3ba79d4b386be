/**
 * Tells sentences that state a fact and are read at a glance from those that talk, advise, weigh or quote.
 */
import { part, type Prose } from "../prose.ts"
import { countWords, isOrder, talksAboutText } from "../wording.ts"
import type { Word } from "./tagger.ts"

const longest = { words: 38, length: 280 }

/** Whether a sentence is worth the look at its grammar. */
export const isFit = ({ marks, text }: Prose): boolean => {
  const count = countWords(text)
  return (
    count >= (ranks.test(text) ? 6 : 8) &&
    count <= longest.words &&
    text.length <= longest.length &&
    /[.]["”’)]?$/.test(text) &&
    !unfit.test(text) &&
    !talksAboutText(text) &&
    !leaning.test(text) &&
    !weighing.test(text) &&
    !passing.test(text) &&
    !marks.some(({ kind }) => kind === "code") &&
    text.split(/[“”"]/).length % 2 === 1 &&
    text.split("(").length === text.split(")").length
  )
}

/** "Metaphase is the second stage of mitosis": short, and complete. */
export const ranks =
  /\b(?:is|are|was|were) the (?:first|second|third|fourth|fifth|final|last|largest|smallest|longest|shortest|highest|lowest|oldest|only|main|primary|most common) \p{L}+ (?:of|in|to|for) /u

/** Code, formulas, questions, enumerations, short forms of speech. */
const unfit = /[?!:;[\]{}|<>=\\^~#@]|https?:|\.\.\.|…|n['’]t\b|['’](?:re|ve|ll)\b|^[-–—\d(“"]|\bet al\b/

/** Opens by leaning on what was said before, or speaks of no one in particular. */
const leaning =
  /^(?:according to|in (?:some|many|most|one|a recent|recent)|many|but|and|or|so|yet|then|either|neither|both(?! \p{L}+ and\b)|together|first|second|third|last|next|again|only|not|now|later|notice|remember|examples?|(?:some|most) people|people|scientists|researchers|historians|experts|earlier|meanwhile|afterwards?|instead|otherwise|rather|still|today|what|why|how|which|who|whether|at (?:this|that)|note|see|recall|consider|imagine|suppose|let|one|another|other|others|that|there)\b/iu

/** Weighs, praises, demands. */
const weighing =
  /\b(?:an? (?:essential|important|key|crucial|common|major|vital) (?:aspect|part|role|factor|element|experience|turning point)|one of (?:the|many|several|a)|should|must|perhaps|maybe|probably|likely|arguably|unfortunately|fortunately|surprisingly|of course|important to|interesting|easy to|hard to|difficult to|as (?:shown|described|discussed|mentioned|noted|seen)|said that|will (?:be|learn|see)|question|the case|answer|significan(?:t|ce)|memory of|shared experience|in other words)\b/iu

/** A moment of a story or of a sequence, and the people of an example. */
const passing = /\b(?:then|now|(?:has|have|had) (?:now |already |just )?\p{Ll}+ed|used to|Alice|Bob)\b/u

/** Has a verb, and is no order. */
export const isStatement = (text: string, words: ReadonlyArray<Word>): boolean => {
  const first = words[0]
  return (
    first !== undefined &&
    !isOrder(text) &&
    (first.pos !== "VERB" || /(?:ing|ed)$/.test(first.text)) &&
    words.some(({ pos }) => pos === "VERB" || pos === "AUX")
  )
}

/** Ties a sentence to the one before, and says nothing itself. */
const connector =
  /^(?:However|Therefore|Thus|Moreover|Furthermore|Consequently|In addition|In fact|Indeed|Also|Additionally|For example|For instance|As a result|In turn|Hence|Accordingly|Interestingly|Importantly|Notably|Similarly|Likewise|In contrast|By contrast|Conversely|Finally|Nevertheless|Nonetheless|Specifically|In particular|Ultimately|Eventually|Generally|In general|Overall|Typically), /

export const withoutConnector = (sentence: Prose): Prose => {
  const length = connector.exec(sentence.text)?.[0].length ?? 0
  return length === 0 ? sentence : part(sentence, length)
}

export const withoutConnectors = (text: string): string =>
  text
    .replace(/,? (?:however|therefore|thus|moreover|furthermore|consequently),/g, "")
    .replace(/(?<=[\p{L}\]]) (?:also|therefore|thus)(?= \p{L})/gu, "")

/** What a long sentence says first, where the rest can be left away without making it untrue. */
export const shortened = (sentence: Prose): Prose => {
  const whole = countWords(sentence.text)
  const cuts = Array.from(sentence.text.matchAll(whole > wanted ? goesOn : anotherSentence), ({ index }) => index)
  const cut = cuts.findLast((at) => {
    const text = sentence.text.slice(0, at)
    const count = countWords(text)
    return count >= 9 && count <= wanted && text.split("(").length === text.split(")").length
  })
  if (cut === undefined) return sentence
  const kept = part(sentence, 0, cut)
  return { ...kept, text: `${kept.text}.`, at: [...kept.at, kept.at.at(-1) ?? 0] }
}

const wanted = 28

const anotherSentence = /;\s/g

const goesOn = /;\s|, (?:which|including|such as|although|though|whereas|while|but|so)\s/g
