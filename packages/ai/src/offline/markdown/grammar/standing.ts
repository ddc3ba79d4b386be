/**
 * Judges by grammar whether a sentence is understood by somebody who sees nothing else.
 */
import type { Word } from "./tagger.ts"

/** Nothing in it stands for what another sentence named. */
export const isSelfContained = (
  words: ReadonlyArray<Word>,
  taught: (lemma: string) => boolean = () => false
): boolean => words.every((word, index) => !leans(words, word, index, taught))

const leans = (
  words: ReadonlyArray<Word>,
  word: Word,
  index: number,
  taught: (lemma: string) => boolean = () => false
): boolean => {
  const said = word.text.toLowerCase()
  if (said === "such" && next(words, index) === "as") return false
  if (said === "another" && words[index - 1]?.text === "one") return false
  if (always.has(said)) return true
  if (demonstrative.has(said))
    return !(said === "those" && /^(?:who|that|of|in|with|whose|which)$/.test(next(words, index)))
  if (
    said === "that" &&
    word.pos === "DET" &&
    words[index + 1]?.pos === "NOUN" &&
    !/^(?:NOUN|VERB|ADJ)$/.test(words[index - 1]?.pos ?? "")
  )
    return true
  if (personal.has(said)) return !hasAntecedent(words, index)
  if (said === "the") return isUnplaced(words, index, taught)
  return false
}

const always = new Set(
  "i we you me us he she him my our your mine ours yours here such another latter former above below aforementioned ones".split(
    " "
  )
)
const demonstrative = new Set("this these those".split(" "))
const personal = new Set("it its they them their itself themselves his her himself herself theirs hers".split(" "))

const next = (words: ReadonlyArray<Word>, index: number): string => words[index + 1]?.text.toLowerCase() ?? ""

/** A noun before it, and not only one that the sentence opens with in passing: "In cells, it ...". */
const hasAntecedent = (words: ReadonlyArray<Word>, index: number): boolean => {
  const before = words.slice(0, index)
  const verb = before.findIndex(({ pos }) => pos === "VERB" || pos === "AUX")
  const noun = before.findIndex(({ pos }) => pos === "NOUN" || pos === "PROPN")
  const possessive = /^(?:its|their|his|her)$/i.test(words[index]?.text ?? "")
  return (
    noun >= 0 &&
    (verb > noun || possessive) &&
    ((verb > noun && verb < index) ||
      !/^(?:in|at|on|by|for|during|after|before|from|with|under|as|to|through|within|since|until)$/i.test(
        words[0]?.text ?? ""
      ))
  )
}

/** "The company grew": which one? "The size of cells", "the nervous system", "the Sun" say it themselves. */
const isUnplaced = (words: ReadonlyArray<Word>, index: number, taught: (lemma: string) => boolean): boolean => {
  let at = index + 1
  let modifiers = 0
  while (at < words.length && /^(?:ADJ|NOUN|PROPN|NUM|ADV)$/.test(words[at]?.pos ?? "")) {
    if (words[at]?.pos === "PROPN") return false
    at += 1
    modifiers += 1
    // "the well-known"
    if (words[at]?.text === "-") at += 1
  }
  const head = words[at - 1]
  const first = words[index + 1]
  if (head === undefined || first === undefined) return true
  if (head.pos === "VERB") return false
  if (
    /^(?:same|following|previous|next|last|other|first|second|third|two|three|four|five|resulting|remaining|original|above|whole|new|final|given|entire|latter)$/i.test(
      first.text
    ) ||
    first.pos === "NUM"
  )
    return !tied(words[at])
  if (tied(words[at])) return false
  if (modifiers === 1) return !(head.pos !== "NOUN" || unique.has(head.lemma) || taught(head.text))
  return vague.has(head.lemma)
}

/** What follows a noun and says which one it is. */
const tied = (word: Word | undefined): boolean =>
  word !== undefined &&
  (/^(?:of|that|which|who|whose|where|for|between|in|to|with|from|by|at|on|among|behind|within|used|called|known|through|against|when|about|into)$/i.test(
    word.text
  ) ||
    word.pos === "VERB" ||
    word.pos === "PROPN")

/** There is one of it, or it is meant in general. */
const unique = new Set(
  "world sun moon earth sea ocean sky body brain heart liver skin blood kidney lung stomach spine skull mouth nose eye ear tongue head neck chest abdomen pelvis thorax hand foot arm leg face bone nucleus cytoplasm cell egg sperm fetus embryo uterus ovary testis pancreas spleen thyroid hypothalamus pituitary retina cornea womb internet web environment public past future present century universe economy market government state law atmosphere air ground land soil water surface equator hemisphere climate weather population people rich poor elderly west east north south war church pope king crown throne constitution bible media press military army navy police court judge jury legislature executive judiciary president senate house congress parliament nation country family individual mind self ego id unconscious cold heat light dark night day morning evening year eighteenth nineteenth twentieth seventeenth sixteenth 1600s 1700s 1800s 1900s".split(
    " "
  )
)

/** Says nothing, whatever stands before it. */
const vague = new Set(
  "thing way case example reason result problem point fact idea question answer side part process approach method group one step stage area region city town country period time event change issue effect result product company study author book text example section chapter figure table sentence word project".split(
    " "
  )
)
