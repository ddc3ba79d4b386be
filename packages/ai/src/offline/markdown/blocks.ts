/**
 * Reads a stretch of a note into Markdown blocks, in pieces small enough that no text can make it slow or overflow the stack.
 */
import type { RootContent } from "mdast"
import { fromMarkdown } from "mdast-util-from-markdown"
import { gfmFromMarkdown } from "mdast-util-gfm"
import { gfm } from "micromark-extension-gfm"
import { dialectMarks } from "./dialects.ts"
import { pieces, withoutDepths } from "./pieces.ts"
import { scan } from "./scan.ts"
import { blank, type Span } from "./Span.ts"

export interface Block {
  readonly node: RootContent
  /** What to add to the node's own offsets to stand in the note. */
  readonly base: number
}

/** The parser takes quadratic time in emphasis, brackets and ticks: a piece made of little else is not prose. */
const mostMarks = 900

export const blocks = (markdown: string, span: Span): ReadonlyArray<Block> => {
  const region = markdown.slice(span.start, span.end)
  const text = blank(
    region,
    [...scan(region).hidden, ...footnoteMarks(region), ...dialectMarks(region)].sort((a, b) => a.start - b.start)
  )
  return pieces(text).flatMap((piece) => {
    const source = withoutDepths(text.slice(piece.start, piece.end))
    if (source.trim() === "" || overloaded(source)) return []
    const base = span.start + piece.start
    return parse(source).map((node) => ({ node, base }))
  })
}

const extensions = [gfm()]
const mdastExtensions = [gfmFromMarkdown()]

const parse = (source: string): ReadonlyArray<RootContent> =>
  fromMarkdown(source, { extensions, mdastExtensions }).children

const overloaded = (source: string): boolean => {
  let marks = 0
  for (const _ of source.matchAll(/[*_~]+|[[<]|`+/g)) marks += 1
  return marks > mostMarks
}

/** `<sup>` around a link is a footnote's number, not a power. */
const footnoteMarks = (text: string): ReadonlyArray<Span> =>
  Array.from(
    text.matchAll(/<sup>\s{0,9}(?:<a\b[^<>]{0,500}>[^<>]{0,50}<\/a>|\[[^\]]{0,50}\]\([^)]{0,500}\))\s{0,9}<\/sup>/g),
    (match) => ({
      start: match.index,
      end: match.index + match[0].length
    })
  )
