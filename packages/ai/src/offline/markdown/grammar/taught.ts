/**
 * The terms a note teaches: what it sets in bold or in italics, heads a section with, or comes back to.
 */
import { stems } from "../asking.ts"

interface Taught {
  /** Set apart or defined, by their stems. */
  readonly marked: ReadonlySet<string>
  /** Named in a heading. */
  readonly titled: ReadonlySet<string>
}

export const taughtIn = (markdown: string): Taught => {
  if (last.markdown === markdown) return last.taught
  const marked = new Set<string>()
  const titled = new Set<string>()
  for (const pattern of [strong, slanted, heading, entry]) {
    const taught = pattern === heading ? titled : marked
    for (const [, name = ""] of markdown.matchAll(pattern))
      for (const part of name.replace(/\([^()]*\)/g, "").split(pattern === heading ? /,| and | or |: /i : /$^/)) {
        const words = stems(part.replace(/^(?:an?|the)\s/i, ""))
        if (words.length > 0 && words.length <= 5) taught.add(words.join(" "))
      }
  }
  last = { markdown, taught: { marked, titled } }
  return last.taught
}

let last: { readonly markdown: string; readonly taught: Taught } = {
  markdown: "",
  taught: { marked: new Set(), titled: new Set() }
}

const strong = /(?:\*\*|__)([^*_\n]{3,60})(?:\*\*|__)/g
const slanted = /(?<![*\w])[*_](\p{Ll}[^*_\n]{2,50})[*_](?![*\w])/gu
const heading = /^#{1,6}\s+([^\n]{3,80})$/gm
const entry = /^([\p{L}][^\n:]{2,50})\n:\s/gmu

/** Whether the note teaches what a noun names. */
export const isTaught = (markdown: string, noun: string): boolean => {
  const { marked, titled } = taughtIn(markdown)
  const key = stems(noun).join(" ")
  return marked.has(key) || titled.has(key)
}

/** How often words are said around a place in a note. */
export const countAround = (markdown: string, at: number, words: string): number => {
  const around = markdown.slice(Math.max(0, at - nearby), at + nearby).toLowerCase()
  const wanted = words.toLowerCase()
  let count = 0
  for (
    let found = around.indexOf(wanted);
    found >= 0 && count < 9;
    found = around.indexOf(wanted, found + wanted.length)
  )
    count += 1
  return count
}

const nearby = 15_000
