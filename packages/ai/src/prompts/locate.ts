/**
 * Finds where in a note a model's quote stands, as models quote: other spaces, other quotation marks, emphasis lost.
 */
import type { Excerpt } from "./excerpt.ts"

export interface Place {
  readonly start: number
  readonly end: number
}

/** Fewer letters could stand anywhere. */
const least = 3

/** What stands in an excerpt, letter by letter with its offset, without what models change in quoting. */
export interface Letters {
  readonly letters: string
  readonly offsets: ReadonlyArray<number>
  readonly end: number
}

export const lettersOf = ({ end, start, text }: Pick<Excerpt, "text" | "start" | "end">): Letters => {
  const letters: Array<string> = []
  const offsets: Array<number> = []
  let at = start
  for (const sign of text) {
    const letter = told(sign)
    // One offset a UTF-16 unit, so that an index into the letters is one into the offsets.
    for (let i = 0; i < letter.length; i += 1) offsets.push(at)
    letters.push(letter)
    at += sign.length
  }
  return { letters: letters.join(""), offsets, end }
}

/** Where the quote stands first, from `after` on, in offsets of the note. */
export const locate = (within: Letters, quote: string, after = 0): Place | null => {
  const wanted = Array.from(quote, told).join("")
  if (wanted.length < least) return null
  let index = within.letters.indexOf(wanted)
  while (index !== -1 && (within.offsets[index] ?? 0) < after) index = within.letters.indexOf(wanted, index + 1)
  const start = within.offsets[index]
  const last = within.offsets[index + wanted.length - 1]
  if (index === -1 || start === undefined || last === undefined) return null
  const ending = within.letters.codePointAt(index + wanted.length - 1) ?? 0
  return { start, end: Math.min(within.end, last + (ending > 0xff_ff || isLow(ending) ? 2 : 1)) }
}

const isLow = (unit: number): boolean => 0xdc_00 <= unit && unit <= 0xdf_ff

const same: Record<string, string> = { "’": "'", "‘": "'", "“": '"', "”": '"', "–": "-", "—": "-", "⟦": "[", "⟧": "]" }

/** A letter as it is compared: nothing for space, emphasis and what is not seen. */
const told = (sign: string): string => {
  if (/^[\s*_`\\\p{C}\p{Mn}]$/u.test(sign)) return ""
  const lower = (same[sign] ?? sign).toLowerCase()
  return lower.length === sign.length ? lower : sign
}
