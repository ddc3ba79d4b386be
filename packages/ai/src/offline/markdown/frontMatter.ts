/**
 * Finds the block of settings some notes open with, and the title it may name.
 */
import { lines } from "./lines.ts"

export interface FrontMatter {
  /** Where the note proper begins. */
  readonly end: number
  readonly title: string | null
}

// A rule at the top of a note looks the same as an opening fence; real settings end soon.
const longest = 200

export const frontMatter = (markdown: string): FrontMatter => {
  const start = markdown.startsWith("\uFEFF") ? 1 : 0
  const none = { end: start, title: null }
  let fence: string | null = null
  let title: string | null = null
  let seen = 0
  for (const line of lines(markdown, start)) {
    const text = line.text.trimEnd()
    if (fence === null) {
      if (text !== "---" && text !== "+++") return none
      fence = text
    } else if (text === fence || (fence === "---" && text === "...")) {
      return { end: line.next, title }
    } else {
      // "---" followed by prose is a rule, not settings.
      if (text === "" && seen === 1) return none
      title ??= titleIn(text)
    }
    seen += 1
    if (seen > longest) return none
  }
  return none
}

/** The title that settings name, on whichever of their lines. */
export const titleIn = (line: string): string | null => {
  const match = /^title\s*[:=]\s*(\S.*)$/im.exec(line.slice(0, 500))
  const value = match?.[1]?.trim() ?? ""
  const bare = /^(["']).*\1$/.test(value) ? value.slice(1, -1) : value
  return bare.trim() === "" ? null : bare.trim()
}
