/**
 * Readable text that still knows where every one of its characters stands in the note.
 */
import type { Nodes } from "mdast"
import type { Block } from "./blocks.ts"
import { notations } from "./notations.ts"
import type { Span } from "./Span.ts"

export interface Mark {
  readonly kind: "strong" | "emphasis" | "code" | "link"
  readonly from: number
  readonly to: number
  /** Where a link leads. */
  readonly url: string
}

export interface Prose {
  readonly text: string
  /** For each character of `text`, its offset in the note. */
  readonly at: ReadonlyArray<number>
  readonly marks: ReadonlyArray<Mark>
}

interface Draft {
  text: string
  readonly at: Array<number>
  readonly marks: Array<Mark>
}

/** The text of a block; line breaks inside it are kept, other runs of white space become one space. */
export const proseOf = (markdown: string, { base, node }: Block): Prose => {
  const draft: Draft = { text: "", at: [], marks: [] }
  append(draft, markdown, base, node)
  return part(bare(draft), 0)
}

/** Stands between blocks, so that an answer made of several can be told from one broken line. */
export const blockBreak = "\u2028"

/** Where a line of the paragraph ends. */
export const lineBreak = /\n/g

/** Several blocks read as one. */
export const joined = (proses: ReadonlyArray<Prose>): Prose => {
  const draft: Draft = { text: "", at: [], marks: [] }
  for (const prose of proses) {
    if (prose.text === "") continue
    if (draft.text !== "") separate(draft)
    const shift = draft.text.length
    draft.text += prose.text
    for (const offset of prose.at) draft.at.push(offset)
    for (const mark of prose.marks) draft.marks.push({ ...mark, from: mark.from + shift, to: mark.to + shift })
  }
  return draft
}

const separate = (draft: Draft): void => {
  if (draft.text === "" || draft.text.endsWith(blockBreak)) return
  draft.text += blockBreak
  draft.at.push(draft.at.at(-1) ?? 0)
}

const append = (draft: Draft, markdown: string, base: number, node: Nodes): void => {
  const start = base + (node.position?.start.offset ?? 0)
  const end = base + (node.position?.end.offset ?? 0)
  const from = draft.text.length
  if (node.type === "text" || node.type === "inlineCode") {
    put(draft, markdown, node.value, start, end)
  } else if (node.type === "break") {
    put(draft, markdown, "\n", start, end)
  } else if (node.type === "html") {
    // A power must not read as a product: x<sup>2</sup> is x^2.
    if (/^<sup>/i.test(node.value)) put(draft, markdown, "^", start, end)
    else if (/^<br\b/i.test(node.value)) put(draft, markdown, "\n", start, end)
  } else if ("children" in node) {
    for (const child of node.children) append(draft, markdown, base, child)
    if (isBlock.has(node.type)) separate(draft)
  }
  const kind = marking(node)
  const to = draft.text.length
  if (kind !== null && to > from) draft.marks.push({ kind, from, to, url: node.type === "link" ? node.url : "" })
}

const isBlock = new Set(["paragraph", "heading", "listItem", "tableCell", "tableRow", "blockquote"])

const marking = (node: Nodes): Mark["kind"] | null =>
  node.type === "strong" || node.type === "emphasis" || node.type === "link"
    ? node.type
    : node.type === "inlineCode"
      ? "code"
      : null

/** How far ahead of an escape, entity or quote mark the next character may stand. */
const farthest = 16

const put = (draft: Draft, markdown: string, value: string, start: number, end: number): void => {
  let offset = start
  for (let index = 0; index < value.length; index += 1) {
    const char = value.charAt(index)
    let found = offset
    while (found < Math.min(end, offset + farthest) && markdown.charAt(found) !== char) found += 1
    const here = markdown.charAt(found) === char && found < end ? found : Math.min(offset, end - 1)
    const space = /\s/.test(char)
    if (!space) {
      draft.text += char
      draft.at.push(here)
    } else if (draft.text !== "" && !/\s$/.test(draft.text.slice(-1))) {
      draft.text += char === "\n" || char === "\r" ? "\n" : " "
      draft.at.push(here)
    }
    offset = Math.min(here + 1, end)
  }
}

const bare = (prose: Prose): Prose => [...notations, emptyLink].reduce(rewrite, prose)

/** "([link])", where only a book made of the note knows what to call it. */
const emptyLink = /\s?\((?:see )?\[?link\]?(?:[, ]+(?:and )?\[link\])*[a-z]?\)()/gi

/** Keeps only the first group of every match. */
const rewrite = (prose: Prose, pattern: RegExp): Prose => {
  const drop = new Set<number>()
  for (const match of prose.text.matchAll(pattern)) {
    const kept = match[1] ?? ""
    const from = match.index + match[0].lastIndexOf(kept)
    for (let index = match.index; index < match.index + match[0].length; index += 1) {
      if (kept === "" || index < from || index >= from + kept.length) drop.add(index)
    }
  }
  return drop.size === 0 ? prose : without(prose, drop)
}

const without = (prose: Prose, drop: ReadonlySet<number>): Prose => {
  const moved: Array<number> = []
  let text = ""
  const at: Array<number> = []
  for (let index = 0; index < prose.text.length; index += 1) {
    moved.push(text.length)
    if (drop.has(index)) continue
    text += prose.text.charAt(index)
    at.push(prose.at[index] ?? 0)
  }
  moved.push(text.length)
  const marks = prose.marks.map((mark) => ({ ...mark, from: moved[mark.from] ?? 0, to: moved[mark.to] ?? 0 }))
  return { text, at, marks: marks.filter((mark) => mark.to > mark.from) }
}

/** The part from one character to another, without the white space at its ends. */
export const part = (prose: Prose, from: number, to = prose.text.length): Prose => {
  const text = prose.text.slice(from, to)
  const start = from + (text.length - text.trimStart().length)
  const end = Math.max(start, from + text.trimEnd().length)
  const marks = prose.marks.flatMap((mark) => {
    const inside = { ...mark, from: Math.max(mark.from, start) - start, to: Math.min(mark.to, end) - start }
    return inside.to > inside.from ? [inside] : []
  })
  return { text: prose.text.slice(start, end), at: prose.at.slice(start, end), marks }
}

/** Where the text stands in the note, with the emphasis marks around it. */
export const placeOf = (markdown: string, prose: Prose): Span => {
  let start = prose.at.at(0) ?? 0
  let end = (prose.at.at(-1) ?? -1) + 1
  while (start > 0 && /[*_`]/.test(markdown.charAt(start - 1))) start -= 1
  while (end < markdown.length && /[*_`]/.test(markdown.charAt(end))) end += 1
  return { start, end }
}

export const around = (first: Span, last: Span): Span => ({
  start: Math.min(first.start, last.start),
  end: Math.max(first.end, last.end)
})
