/**
 * Finds comments and raw HTML elements whose insides are not prose.
 */
import type { Span } from "./Span.ts"

const raw = /^ {0,3}<(pre|script|style|textarea)\b/i

/**
 * Answers, line by line, which stretch of hidden HTML opens there.
 *
 * What never closes is remembered, so a text full of openings is still read once.
 */
export const hiddenHtml = (markdown: string) => {
  const unclosed = new Set<string>()

  const closing = (tag: string, from: number): number | null => {
    if (unclosed.has(tag)) return null
    const pattern = tag === "!--" ? /-->/g : new RegExp(`</${tag}\\s{0,9}>`, "gi")
    pattern.lastIndex = from
    if (pattern.exec(markdown) !== null) return pattern.lastIndex
    unclosed.add(tag)
    return null
  }

  return (line: Span & { readonly text: string }): Span | null => {
    const comment = line.text.indexOf("<!--")
    const tag = comment >= 0 ? "!--" : raw.exec(line.text)?.[1]?.toLowerCase()
    if (tag === undefined) return null
    const start = line.start + Math.max(comment, 0)
    const end = closing(tag, start + 2)
    return end === null ? null : { start, end }
  }
}
