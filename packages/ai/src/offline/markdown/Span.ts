/**
 * A stretch of the learner's text, in UTF-16 offsets: where a section, a sentence or a fact stands.
 */
export interface Span {
  readonly start: number
  readonly end: number
}

/** The same text with every hidden stretch turned into spaces, so that all offsets and line breaks stay where they are. */
export const blank = (text: string, hidden: ReadonlyArray<Span>): string => {
  const pieces: Array<string> = []
  let at = 0
  for (const span of hidden) {
    const start = Math.max(at, span.start)
    if (span.end <= start) continue
    pieces.push(text.slice(at, start), text.slice(start, span.end).replace(/[^\r\n]/g, " "))
    at = span.end
  }
  pieces.push(text.slice(at))
  return pieces.join("")
}

const nearby = 10_000

/** A stretch with what stands around it: enough to judge a note by, however long the note is. */
export const readAround = (text: string, { end, start }: Span): string =>
  text.slice(Math.max(0, start - nearby), Math.min(end, start + nearby) + nearby)
