/**
 * Weighs words: which say something by which a missing one could be found, and which give it away.
 */
import { stems } from "../asking.ts"
import type { Word } from "./tagger.ts"

/** How many different words say something. */
export const tellingIn = (words: ReadonlyArray<Word>): number =>
  new Set(
    words
      .filter(({ lemma, pos, text }) => telling.has(pos) && text.length > 2 && !light.has(lemma) && !plain.has(lemma))
      .map(({ lemma }) => lemma)
  ).size

const telling = new Set(["NOUN", "PROPN", "VERB", "ADJ", "NUM"])

/** Another name or a year. */
export const isPlacedInTime = (words: ReadonlyArray<Word>): boolean =>
  words.some(({ pos, text }) => (pos === "PROPN" && /^\p{Lu}/u.test(text)) || /^\d{3,4}$/.test(text))

/** Whether one of the words stands elsewhere, in another form even. */
export const givesAway = (own: ReadonlyArray<string>, rest: ReadonlyArray<Word>): boolean => {
  const said = rest.flatMap(({ text }) => stems(text)).filter((word) => word.length >= 4)
  return own.some((word) => word.length >= 4 && said.some((other) => other === word || areAkin(word, other)))
}

const areAkin = (word: string, other: string): boolean =>
  word.length >= 5 && other.length >= 5 && word.slice(0, 5) === other.slice(0, 5)

/** A noun of every subject, which nobody has to learn. */
export const isPlain = (lemma: string): boolean => plain.has(lemma)

/** Known to everybody, so that nothing is learned by it, or any of many. */
export const isTrite = (name: string): boolean =>
  /^(?:Earth|Atlantic|Pacific|Europe|America|Americas|Asia|Africa|England|Britain|France|Spain|Germany|Italy|China|India|Japan|Russia|United States|U\.S\.|God|English|British|American|European|Internet|Congress|(?:Supreme )?Court|Constitution|Secretary|President|State|Government|Senate|House|Parliament|Church|Crown|Union|Board|Committee|Department|Agency|Formation|Scientists|Alice|Bob)$|(?:ans|ers|ish|ese|ists|ics)$/.test(
    name
  )

const light = new Set(
  "be have do make use include become find many more most several various different other same such own much new large small important allow provide also help lead cause occur take give call know see need can may contain want come go get consist involve begin start end continue".split(
    " "
  )
)

const plain = new Set(
  "thing way case example reason result problem point fact idea question answer side part process approach method group one step stage area region city town country period time event change issue effect product company author book number amount kind type sort form year day people man woman use life world set".split(
    " "
  )
)
