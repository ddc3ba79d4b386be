/**
 * Text a learner may give us, whatever it is for.
 */
import { Schema } from "effect"

/** U+0000 is refused by Postgres; a lone surrogate would be replaced in silence. Both are refused here, once. */
export const isStorable = (text: string): boolean => !text.includes("\u0000") && text.isWellFormed()

const storable = Schema.makeFilter<string>(isStorable, {
  expected: "text without U+0000 and without lone surrogates"
})

/** Text of `min` to `max` UTF-16 units, trimmed as it comes in. */
export const text = (min: number, max: number) =>
  Schema.Trim.check(storable, Schema.isMinLength(min), Schema.isMaxLength(max))

/** Text kept to the letter, so that offsets into it stay true. */
export const verbatim = (min: number, max: number) =>
  Schema.String.check(storable, Schema.isMinLength(min), Schema.isMaxLength(max))

/** The first `max` UTF-16 units of a text, trimmed and storable: what cannot be kept is left out, no letter is halved. */
export const cut = (raw: string, max: number): string =>
  raw
    .replaceAll("\u0000", "")
    .replace(/\p{Cs}/gu, "")
    .trim()
    .slice(0, max)
    .replace(/[\uD800-\uDBFF]$/, "")
    .trim()
