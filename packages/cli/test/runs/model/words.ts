/**
 * Words that nobody has heard and no two goals share: so no card repeats another, unless a step was done twice.
 */
import { createHash } from "node:crypto"

const consonants = "bdfgklmnprstvz"
const vowels = "aeiou"

/** The same for the same text. */
export const wordsFor = (text: string, count: number): ReadonlyArray<string> =>
  Array.from({ length: count }, (_, i) => wordOf(createHash("sha256").update(`${text}/${i}`).digest()))

const wordOf = (bytes: Buffer): string =>
  Array.from(
    { length: 3 + ((bytes[20] ?? 0) % 2) },
    (_, at) => letter(consonants, bytes[2 * at]) + letter(vowels, bytes[2 * at + 1])
  ).join("")

const letter = (letters: string, byte = 0): string => letters[byte % letters.length] ?? ""
