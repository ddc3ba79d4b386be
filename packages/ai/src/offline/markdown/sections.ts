/**
 * Groups the blocks of a region under the headings inside it, leaving out the parts that are about the document.
 */
import type { Block } from "./blocks.ts"
import type { Place } from "./Extracted.ts"
import { proseOf, type Prose } from "./prose.ts"
import { isBoilerplate, titleOf } from "./title.ts"

export interface SectionText {
  readonly place: Place
  readonly heading: Prose | undefined
  readonly blocks: ReadonlyArray<Block>
}

interface Level {
  readonly depth: number
  readonly title: string
}

export const sections = (around: Place, blocks: ReadonlyArray<Block>): ReadonlyArray<SectionText> => {
  const found: Array<SectionText> = []
  let levels: ReadonlyArray<Level> = []
  let heading: Prose | undefined
  let body: Array<Block> = []
  const close = (): void => {
    const titles = levels.map(({ title }) => title)
    if (!titles.some(isBoilerplate))
      found.push({ place: { ...around, path: continued(around.path, titles) }, heading, blocks: body })
    body = []
  }
  for (const block of blocks.flatMap(unlisted)) {
    const { node } = block
    if (node.type !== "heading") {
      body.push(block)
      continue
    }
    close()
    heading = proseOf(around.markdown, block)
    levels = [...levels.filter(({ depth }) => depth < node.depth), { depth: node.depth, title: titleOf(heading.text) }]
  }
  close()
  return found
}

/** Numbered questions are often written as headings inside a list: each opens a section like any other. */
const unlisted = (block: Block): ReadonlyArray<Block> => {
  const { base, node } = block
  return node.type === "list" && node.children.some(({ children }) => children[0]?.type === "heading")
    ? node.children.flatMap(({ children }) => children.map((child) => ({ base, node: child })))
    : [block]
}

// A region usually opens with the heading its path already ends in.
const continued = (path: ReadonlyArray<string>, titles: ReadonlyArray<string>): ReadonlyArray<string> => {
  const [first, ...rest] = titles.filter((title) => title !== "")
  if (first === undefined) return path
  return path.at(-1)?.startsWith(first) === true ? [...path, ...rest] : [...path, first, ...rest]
}
