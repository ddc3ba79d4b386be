/**
 * What is sent of a text.
 */

/** The longest question or goal is well below it, and every model reads as much, or says where it stops. */
const longest = 8000

/** The same text is always cut at the same place, and never inside a letter. */
export const tidied = (text: string): string =>
  text.length <= longest
    ? text.toWellFormed()
    : text
        .slice(0, longest)
        .replace(/[\uD800-\uDBFF]$/, "")
        .toWellFormed()

/** A text without a single sign has no meaning to embed. */
export const isBlank = (text: string): boolean => text.trim() === ""

/** An estimate that is rather too high: a token is seldom less than three bytes. */
export const tokensOf = (texts: ReadonlyArray<string>): number =>
  texts.reduce((sum, text) => sum + Math.ceil(Buffer.byteLength(text) / 3), 0)
