/**
 * Reads "&ndash;" and its like as the characters they stand for, where text did not come through the Markdown parser.
 */
import { fromMarkdown } from "mdast-util-from-markdown"

const entity = /&(?:#\d{1,7}|#x[\da-f]{1,6}|[a-z][a-z\d]{1,31});/gi

/** Never written in a note, so that all entities of a text are read in one go. */
const between = "\uE000"

export const decoded = (text: string): string => {
  const written = text.match(entity)
  if (written === null) return text
  const characters = charactersOf(written.join(between))
  let index = 0
  return text.replace(entity, (whole) => characters[index++] ?? whole)
}

const charactersOf = (entities: string): ReadonlyArray<string> => {
  const [paragraph] = fromMarkdown(entities).children
  const read = paragraph?.type === "paragraph" ? paragraph.children : []
  return read.flatMap((node) => (node.type === "text" ? node.value.split(between) : []))
}
