/**
 * The stretch of a note that is sent along: as much as there is room for.
 */
import type { SourceDocument, SourceSpan } from "@loopi/core"

/** A stretch of a note, by its offsets. */
export interface Excerpt {
  readonly document: SourceDocument
  readonly text: string
  readonly start: number
  readonly end: number
}

/** Letters of a note that are read for the cards of a skill: some 10,000 tokens. */
export const skillRoom = 40_000

/** Letters of all notes together that are read for a tree. */
export const treeRoom = 160_000

/** What a skill is taught by: its own stretch of the note, or the note; `null` without a note, or without a word in it. */
export const excerptOf = (document: SourceDocument | null, span: SourceSpan | null, room: number): Excerpt | null => {
  if (document === null) return null
  const within = span !== null && span.documentId === document.id
  const start = within ? span.start : 0
  const end = endWithin(document.text, start, within ? span.end : document.text.length, room)
  const text = document.text.slice(start, end)
  return text.trim() === "" ? null : { document, text, start, end }
}

/** Ends after a paragraph, a line or at least a whole letter. */
const endWithin = (text: string, start: number, end: number, room: number): number => {
  if (end - start <= room) return end
  const most = start + room
  const paragraph = text.lastIndexOf("\n\n", most)
  if (paragraph > start + room / 2) return paragraph
  const line = text.lastIndexOf("\n", most)
  if (line > start + room / 2) return line
  return /[\uD800-\uDBFF]/.test(text.charAt(most - 1)) ? most - 1 : most
}
