/**
 * Text from a model as it may be shown anywhere: what it says stays, what it could set off is taken out.
 */
import { plainText } from "./plainText.ts"

/**
 * Without tags, comments, links and what is not seen. Code keeps its signs, since it is shown as code, and a tag that is
 * only named becomes code.
 */
export const inert = (text: string): string => {
  const parts = plainText(text).split(code)
  // The separator is captured, so that code stands at the odd places.
  return parts
    .map((part, i) => (i % 2 === 1 ? part : withoutMarkup(part)))
    .join("")
    .trim()
}

/** The same for titles: one line, and no code. */
export const inertLine = (text: string): string =>
  withoutMarkup(plainText(text).replaceAll("`", "")).replaceAll("`", "").replaceAll(/\s+/g, " ").trim()

const code = /(```[^`]*```|`[^`\n]+`)/

/** Takes markup out until none is left: what is taken out may have stood between the halves of more. */
const withoutMarkup = (prose: string): string => {
  let before = prose
  for (let round = 0; round < 8; round += 1) {
    const after = withoutTags(withoutLinks(before))
    if (after === before) return after
    before = after
  }
  return before.replaceAll(/[<>]/g, "")
}

const withoutTags = (prose: string): string =>
  prose
    .replaceAll(/<!--[^]*?(?:-->|$)/g, "")
    .replaceAll(/<(script|style|iframe|object|svg)\b[^>]*>[^]*?<\/\1\s*>/gi, "")
    .replaceAll(/<([a-z][a-z0-9-]*)>/gi, (tag, name: string) => (isMarkup(name) ? "" : `\`${tag}\``))
    .replaceAll(/(?<!`)<[/!?]?[a-z][^<>]*(?:>|$)/gi, (tag) => (isSafe(tag) ? tag : ""))

/** "x<y" at the end of a sentence is no tag. */
const isSafe = (tag: string): boolean => !tag.endsWith(">") && !/[=/]/.test(tag)

const markup = new Set(
  `a abbr applet area article audio b base blockquote body br button canvas center code dd del details div dl dt em embed
  font footer form frame frameset h1 h2 h3 h4 h5 h6 head header hr html i iframe img input ins kbd li link main map mark
  math meta nav noscript object ol option p param pre s script section select small source span strong style sub
  summary sup svg table tbody td template textarea tfoot th thead title tr u ul video`.split(/\s+/)
)

const isMarkup = (name: string): boolean => markup.has(name.toLowerCase())

const schemes = /\b(?:java|vb|live)script\s*:|\bdata\s*:\s*(?:text|image|application)\//gi

const withoutLinks = (prose: string): string =>
  prose
    .replaceAll(/!?\[([^[\]]*)\]\([^()\s]*(?:\([^()]*\)[^()\s]*)*(?:\s+["'(][^)]*)?\s*\)/g, "$1")
    .replaceAll(/!?\[([^[\]]*)\]\(\s*(?:java|vb|live)script[^\n]*\)?/gi, "$1")
    .replaceAll(/^ {0,3}\[[^\]\n]+\]:\s*\S+.*$/gm, "")
    .replaceAll(/<(?:https?|mailto|ftp|javascript|data|file):[^<>]*>/gi, "")
    .replaceAll(schemes, "")
