/**
 * Text without anything a reader would not see: what goes to a model, and what comes back from one.
 */

/** Commands to a terminal: colours, titles, links. */
// oxlint-disable-next-line no-control-regex -- these are what is looked for
const terminal = /\u001B\[[0-?]*[ -/]*[@-~]|\u001B\][^\u0007\u001B]*(?:\u0007|\u001B\\)?|\u001B[@-Z\\^_]/g

/** Control characters but tab and line end, marks that turn the writing direction, tags, and signs without a shape. */
const unseen =
  /(?![\t\n])\p{Cc}|\p{Cs}|[\u061C\u200B\u200E\u200F\u202A-\u202E\u2028\u2029\u2060-\u206F\u00AD\uFEFF\uFFF9-\uFFFB]|[\u{E0000}-\u{E0FFF}]/gu

/** A variation of a letter is one sign; several in a row spell something out. */
const spelt = /[\uFE00-\uFE0F]{2,}/g

export const plainText = (text: string): string =>
  text.replaceAll(/\r\n?/g, "\n").replaceAll(terminal, "").replaceAll(unseen, "").replaceAll(spelt, "")

/** The same in one line. */
export const plainLine = (text: string): string => plainText(text).replaceAll(/\s+/g, " ").trim()
