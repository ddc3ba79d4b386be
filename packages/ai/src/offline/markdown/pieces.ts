/**
 * Cuts a text into pieces at blank lines, and takes out lines nested deeper than anybody writes by hand.
 */
import { lines } from "./lines.ts"
import { blank, type Span } from "./Span.ts"

const wanted = 4_000
const longest = 10_000

export const pieces = (text: string): ReadonlyArray<Span> => {
  const cuts: Array<Span> = []
  let start = 0
  let mayCut = false
  for (const line of lines(text)) {
    const between = mayCut && /^\S/.test(line.text)
    if ((between && line.start - start >= wanted) || (line.start > start && line.end - start > longest)) {
      cuts.push({ start, end: line.start })
      start = line.start
    }
    for (; line.end - start > longest; start += longest) cuts.push({ start, end: start + longest })
    // Below an underlined heading a text may be cut as well: nothing continues across it.
    mayCut = line.text.trim() === "" || /^(?:-{3,}|=+)$/.test(line.text)
  }
  return [...cuts, { start, end: text.length }]
}

const deepestContainer = 12
const widestIndent = 48

/** Blanks the lines that would make the parser recurse without end. */
export const withoutDepths = (text: string): string =>
  blank(
    text,
    Array.from(lines(text)).filter((line) => isTooDeep(line.text))
  )

const isTooDeep = (line: string): boolean => {
  let markers = 0
  let at = 0
  for (; at < line.length; at += 1) {
    const char = line.charAt(at)
    if (char === ">" || /^(?:[-*+]|\d{1,9}[.)])[ \t]/.test(line.slice(at, at + 12))) markers += 1
    else if (!/[ \t\d.)]/.test(char)) break
    if (markers > deepestContainer) return true
  }
  return at > widestIndent + 3 * markers && line.trim() !== ""
}
