/**
 * Cards from names written out beside their initials: "Domain Name System (DNS)".
 */
import { askInitials, isPlural, opened } from "../asking.ts"
import type { Extracted, Place } from "../Extracted.ts"
import { around, part, placeOf, type Prose } from "../prose.ts"
import { onOneLine } from "../wording.ts"

export const acronyms = (place: Place, prose: Prose): ReadonlyArray<Extracted> =>
  Array.from(prose.text.matchAll(/\(([A-Z][A-Za-z]{1,6})\)/g)).flatMap((match) => {
    const short = (match[1] ?? "").replace(/s$/, "")
    const before = part(prose, Math.max(0, match.index - 100), match.index)
    const from = spelledFrom(before.text, short)
    if (!/^[A-Z]{2,}$|^[A-Z]+[a-z]?[A-Z]+$/.test(short) || from === null) return []
    const long = part(before, from)
    // One word, or words with a quote mark among them, is no name written out.
    if ((place.english && !/\p{L}[\s-]\p{L}/u.test(long.text)) || /["“”'`]/.test(long.text)) return []
    if (smallWord.test(short) || isSpelledAbove(place, prose.at[match.index] ?? 0, short)) return []
    return [
      {
        kind: "acronym",
        rule: "acronym.initials",
        question: askInitials(short, place),
        answer: opened(inSingular(onOneLine(long.text)), place),
        confidence: 0.9,
        quote: around(
          placeOf(place.markdown, long),
          placeOf(place.markdown, part(prose, match.index, match.index + match[0].length))
        )
      }
    ]
  })

/** So far back a spelling is remembered. */
const farthest = 200_000

/** A note that spells its initials again in every section asks for them once. */
const isSpelledAbove = ({ markdown }: Place, at: number, short: string): boolean =>
  new RegExp(`\\p{L}[*_]* \\([*_]*${short}s?[*_]*\\)`, "u").test(markdown.slice(Math.max(0, at - farthest), at))

/** Initials that read as a word of their own stand for something else in every text. */
const smallWord = /^(?:AS|IS|OR|IN|ON|AT|BE|DO|GO|SO|WE|HE|ME|MY|BY|TO|UP|AN|IF|NO|OF)$/

/** "Ticket-granting tickets (TGT)": the initials are of one; names with capitals are left as they are. */
const inSingular = (long: string): string =>
  /(?:^|[\s-])\p{Ll}+$/u.test(long) && isPlural(long) && !/(?:[sxz]|ch|sh|i|o)es$/.test(long) ? long.slice(0, -1) : long

const small = /^(?:of|for|and|the|to|in|on|a|an|by|at|with)$/i

/** Where the words that spell the initials begin, read backwards. */
const spelledFrom = (text: string, short: string): number | null => {
  const words = Array.from(text.matchAll(/[\p{L}\p{N}]+/gu))
  let left = short.toLowerCase()
  for (const word of words.toReversed()) {
    const letters = word[0].toLowerCase()
    // One word may give several initials: HyperText, TriPhosphate.
    const spelled = [1, 2, 3].find((count) => isSpelledBy(left.slice(-count), letters))
    if (spelled !== undefined) left = left.slice(0, -spelled)
    else if (!small.test(letters)) return null
    if (left === "") return word.index
    // Reading stops at a bracket or a full stop: the name is one run of words.
    if (/[.;:()]/.test(text.slice(Math.max(0, word.index - 2), word.index))) return null
  }
  return null
}

const isSpelledBy = (initials: string, word: string): boolean => {
  if (initials.charAt(0) !== word.charAt(0)) return false
  let at = 0
  for (const letter of initials) {
    at = word.indexOf(letter, at) + 1
    if (at === 0) return false
  }
  return true
}
