/**
 * One pass over a note that finds its headings and whatever is not prose (settings, code, comments).
 *
 * **Details**
 *
 * A scanner and not the Markdown parser, because it must read megabytes of anything in linear time and cannot run out of stack.
 */
import { closesFence, opensFence, type Fence } from "./fences.ts"
import { frontMatter, titleIn } from "./frontMatter.ts"
import { hiddenHtml } from "./hiddenHtml.ts"
import { lines, type Line } from "./lines.ts"
import type { Span } from "./Span.ts"

export interface Heading extends Span {
  readonly depth: number
  /** As written, without the marks that make it a heading. */
  readonly text: string
}

export interface Scan {
  readonly headings: ReadonlyArray<Heading>
  readonly hidden: ReadonlyArray<Span>
  /** The title named by the note's settings. */
  readonly title: string | null
  readonly start: number
}

interface State {
  fence: Fence | null
  hiddenUntil: number
  inContainer: boolean
  afterBlank: boolean
  /** The plain lines just read: what an underline would turn into a heading. */
  paragraph: Span | null
}

export const scan = (markdown: string): Scan => {
  const { end: start, title } = frontMatter(markdown)
  const headings: Array<Heading> = []
  const hidden: Array<Span> = start > 0 ? [{ start: 0, end: start }] : []
  const html = hiddenHtml(markdown)
  const state: State = { fence: null, hiddenUntil: start, inContainer: false, afterBlank: true, paragraph: null }
  for (const line of lines(markdown, start)) {
    if (line.start < state.hiddenUntil || skipsCode(line, state)) {
      hidden.push(line)
      continue
    }
    const opened = /^:{3,}/.test(line.text) ? line : html(line)
    if (opened !== null) {
      hidden.push(opened)
      state.hiddenUntil = opened.end
      if (markdown.slice(line.start, opened.start).trim() === "") {
        state.paragraph = null
        continue
      }
    }
    const lesson = joined(markdown, line, state)
    const heading = lesson ?? atx(line, state) ?? setext(markdown, line, state)
    if (lesson !== null) hidden.push({ start: lesson.start, end: lesson.end })
    if (heading === null) remember(line, state)
    else {
      headings.push(heading)
      startAnew(state)
    }
  }
  return { headings, hidden, title, start }
}

/** Below a heading no list, quote or paragraph goes on. */
const startAnew = (state: State): void => {
  state.paragraph = null
  state.inContainer = false
  state.afterBlank = true
}

const skipsCode = (line: Line, state: State): boolean => {
  if (state.fence === null) {
    state.fence = opensFence(line.text, state.inContainer)
    if (state.fence === null) return false
    state.paragraph = null
    return true
  }
  if (!closesFence(line.text, state.fence)) return true
  // A quoted fence also ends where its quote does; that line is prose again.
  const prose = state.fence.quoted && !/^ {0,3}>/.test(line.text)
  state.fence = null
  return !prose
}

const atx = (line: Line, state: State): Heading | null => {
  const match = /^( {0,3})(#{1,6})(?:[ \t]|$)/.exec(line.text)
  if (match === null || (state.inContainer && match[1] !== "")) return null
  const rest = line.text.slice(match[0].length).trim()
  let end = rest.length
  while (end > 0 && rest.charAt(end - 1) === "#") end -= 1
  const closed = end === 0 || /\s/.test(rest.charAt(end - 1))
  const text = closed ? rest.slice(0, end).trim() : rest
  return { depth: match[2]?.length ?? 1, start: line.start, end: line.end, text }
}

/** Lessons that were joined to one note: each opens with settings of its own, which name it. */
const joined = (markdown: string, line: Line, state: State): Heading | null => {
  const above = state.paragraph
  if (above === null || line.text.trimEnd() !== "---" || above.end - above.start > longestSettings) return null
  const text = markdown.slice(above.start, above.end)
  if (!settings.test(text)) return null
  return { depth: 0, start: above.start, end: line.end, text: titleIn(text) ?? "" }
}

const longestSettings = 1000

const settings = /^(?:---[ \t]*\n)?(?:[A-Za-z_][\w-]{0,30}:(?:[ \t][^\n]*)?(?:\n|$)){2,}$/

// Longer underlined paragraphs are prose with a rule below, whatever the letter of the standard.
const longestUnderlined = 200

const setext = (markdown: string, line: Line, state: State): Heading | null => {
  const above = state.paragraph
  const underline = /^ {0,3}(=+|-+)[ \t]*$/.exec(line.text)
  if (above === null || underline === null || above.end - above.start > longestUnderlined) return null
  const depth = underline[1]?.startsWith("=") === true ? 1 : 2
  return { depth, start: above.start, end: line.end, text: markdown.slice(above.start, above.end).trim() }
}

const remember = (line: Line, state: State): void => {
  const text = line.text
  const afterBlank = state.afterBlank
  state.afterBlank = text.trim() === ""
  if (/^[ \t]*(?:[-*+]|\d{1,9}[.)])(?:[ \t]|$)|^ {0,3}>/.test(text)) {
    state.inContainer = true
  } else if (afterBlank && /^\S/.test(text)) {
    state.inContainer = false
  }
  // Inside a list or a quote a line only continues it: no underline below can make a heading of it.
  const plain = !state.afterBlank && !state.inContainer && !/^(?: {4}|\t| {0,3}[|<])/.test(text)
  state.paragraph = plain ? { start: state.paragraph?.start ?? line.start, end: line.end } : null
}
