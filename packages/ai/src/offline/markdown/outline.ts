/**
 * The sections of a note, nested as its headings say, with their places in the original text.
 */
import { scan, type Heading } from "./scan.ts"
import type { Span } from "./Span.ts"
import { titleOf } from "./title.ts"

export interface Section extends Span {
  readonly title: string
  /** How far below the note itself: 1 for the outermost sections, whatever their heading marks. */
  readonly depth: number
  readonly headingEnd: number
  readonly children: ReadonlyArray<Section>
}

export interface Outline extends Span {
  /** The title the note's settings give it. */
  readonly title: string | null
  readonly children: ReadonlyArray<Section>
}

interface Open extends Section {
  readonly rank: number
  end: number
  readonly children: Array<Open>
}

export const outline = (markdown: string): Outline => {
  const { headings, start, title } = scan(markdown)
  const children: Array<Open> = []
  const open: Array<Open> = []
  const close = (rank: number, at: number): void => {
    for (let last = open.at(-1); last !== undefined && last.rank >= rank; last = open.at(-1)) {
      last.end = at
      open.pop()
    }
  }
  for (const heading of headings) {
    const name = titleOf(heading.text)
    // A heading without words opens nothing: its text stays with the section before.
    if (name === "") continue
    close(heading.depth, heading.start)
    const section = opened(heading, name, open.length + 1)
    const siblings = open.at(-1)?.children ?? children
    siblings.push(section)
    open.push(section)
  }
  close(0, markdown.length)
  return { title, start, end: markdown.length, children }
}

const opened = (heading: Heading, title: string, depth: number): Open => ({
  title,
  depth,
  rank: heading.depth,
  start: heading.start,
  headingEnd: heading.end,
  end: heading.end,
  children: []
})
