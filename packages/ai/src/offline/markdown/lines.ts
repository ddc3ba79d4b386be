/**
 * The lines of a text with their offsets, whichever line ending it uses.
 */
import type { Span } from "./Span.ts"

export interface Line extends Span {
  readonly text: string
  /** Where the following line starts. */
  readonly next: number
}

export function* lines(text: string, from = 0): Generator<Line> {
  const ending = /\r\n|\n|\r/g
  ending.lastIndex = from
  let start = from
  for (let match = ending.exec(text); match !== null; match = ending.exec(text)) {
    yield { start, end: match.index, next: ending.lastIndex, text: text.slice(start, match.index) }
    start = ending.lastIndex
  }
  if (start < text.length) yield { start, end: text.length, next: text.length, text: text.slice(start) }
}
