/**
 * Text for a terminal.
 */
import { styleText } from "node:util"

/**
 * Text that came from outside, made safe to print: without control characters, which would steer the terminal, and
 * without marks that turn the direction of writing around.
 */
export const printable = (text: string): string =>
  text
    .replace(/[\t\n\r]+/g, " ")
    .replace(/[\p{Cc}\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069\u{E0000}-\u{E007F}]/gu, "")

/** The text in at most `width` characters. */
export const cut = (text: string, width: number): string => {
  const characters = [...printable(text)]
  return characters.length <= width ? characters.join("") : `${characters.slice(0, Math.max(width - 1, 0)).join("")}…`
}

// `styleText` leaves colours out by itself where the output is not a terminal, and where NO_COLOR says so.
export const bold = (text: string): string => styleText("bold", text)
export const dim = (text: string): string => styleText("dim", text)
export const green = (text: string): string => styleText("green", text)
export const yellow = (text: string): string => styleText("yellow", text)

/** "1 card", "2 cards". */
export const count = (n: number, noun: string): string => `${n} ${noun}${n === 1 ? "" : "s"}`
