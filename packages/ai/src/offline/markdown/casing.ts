/**
 * Decides whether a word that opens a sentence is a name or only wears the sentence's capital.
 */
import type { Place } from "./Extracted.ts"
import type { Prose } from "./prose.ts"

/** How far around the sentence to look for the same word in small letters. */
const nearby = 10_000

/** The term as it reads inside a sentence: "latency", but "Redis". */
export const inSentence = (place: Place, sentence: Prose, term: string): string => {
  const [, first = "", rest = ""] = /^(\p{Lu})(\p{Ll}.*)$/u.exec(term) ?? []
  if (first === "") return term
  const at = sentence.at[0] ?? 0
  const around = place.markdown.slice(Math.max(0, at - nearby), at + nearby)
  const small = first.toLowerCase() + rest
  return standsIn(around, small) || (!/\s\p{Lu}/u.test(rest) && isCommon(place, around, term)) ? small : term
}

/** The same for a term on a line of its own. */
export const inList = (place: Place, term: string): string =>
  /^\p{Lu}\p{Ll}/u.test(term) && !/\s\p{Lu}/u.test(term) && isCommon(place, place.markdown.slice(0, 4 * nearby), term)
    ? term.charAt(0).toLowerCase() + term.slice(1)
    : term

/** Whether the first word is written small elsewhere, or is of a kind that is small in English and is never a name here. */
const isCommon = ({ english }: Place, around: string, term: string): boolean => {
  const [word = ""] = term.split(/[\s-]/)
  const small = word.toLowerCase()
  if (term.includes(" ") && standsIn(around, small)) return true
  const described = term.includes(" ") && adjective.test(word)
  return english && (described || abstract.test(word)) && !names.test(word) && !standsInside(around, word)
}

const abstract =
  /^\p{Lu}\p{Ll}+(?:tion|sion|ness|ism|osis|esis|iosis|ics|logy|graphy|metry|ment|(?:il|ic|arc|iv|id|os|u)ity|ploidy|[^aeiou\W]ing)$/u

const adjective = /^\p{Lu}\p{Ll}{2,}(?:al|ive|ed|ing|ary|ory|ous|able|ible|less|ade|ular)$/u

/** Periods, books and places. */
const names =
  /^(?:Genesis|Restoration|Reformation|Inquisition|Enlightenment|Parliament|Physics|Politics|Poetics|Viking|Turing|Wyoming|Fleming|Lessing|Kipling|Stirling|Sterling|Reading|Ming|Beijing|Boeing|Portugal|Montreal|Nepal|Senegal|Transvaal|Pascal|(?:Buddh|Hindu|Juda|Marx|Lenin|Stalin|Mao|Calvin|Zion|Darwin|Keynesian|Confucian|Dao|Tao|Sikh|Jain|Catholic|Protestant|Thatcher|McCarthy|Platon|Sufi|Mormon|Method|Luther|Puritan)ism)$/

/** With its capital in the midst of a sentence. */
const standsInside = (text: string, word: string): boolean => new RegExp(`[\\p{Ll},] ${word}\\b`, "u").test(text)

const standsIn = (text: string, word: string): boolean => {
  for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1)) {
    // Inside an address or an identifier the letters are always small.
    const before = text.charAt(at - 1)
    const after = text.charAt(at + word.length)
    if (/[\s*_("“[]/.test(before) && /[\s*_.,;:)"”\]]|^$/.test(after)) return true
  }
  return false
}
