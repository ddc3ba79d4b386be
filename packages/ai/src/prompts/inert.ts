/**
 * Text from a model as it may be shown anywhere: what it says stays, what it could set off is taken out.
 */
import { plainText } from "./plainText.ts"

/**
 * Without tags, comments, links and what is not seen. Code keeps its signs, since it is shown as code.
 *
 * **Details**
 *
 * Only what every reader of Markdown takes for code counts as code: any other backtick goes, or it could pair with one
 * of these and turn code into text.
 */
export const inert = (text: string): string =>
  plainText(text)
    .split(code)
    // The separator is captured, so that code stands at the odd places.
    .map((part, i) => (i % 2 === 1 ? part : prose(part.replaceAll("`", "'"))))
    .join("")
    .trim()

/** The same for titles: one line, and no code. */
export const inertLine = (text: string): string =>
  prose(plainText(text).replaceAll("`", "")).replaceAll(/\s+/g, " ").trim()

/** A fence of lines of its own, or code within a line. */
const code = /(^```[^\n`]*\n[^`]*\n```$|(?<![`\\])`[^`\n]+`(?!`))/m

const prose = (text: string): string => disarmed(withoutTags(withoutLinks(text)))

/** Whatever is left of tags and links, as in a formula: with a space in it, it is one to nobody. */
const disarmed = (text: string): string =>
  text
    .replaceAll(/<(?=[a-z/!?])/gi, "< ")
    .replaceAll("](", "] (")
    .replaceAll("]:", "] :")
    .replaceAll(/\b((?:java|vb|live)script|data)(\s*):(?=\S)/gi, "$1$2 :")

const elements =
  `a abbr applet area article audio b base blockquote body br button canvas center code dd del details div
  dl dt em embed font footer form frame frameset h1 h2 h3 h4 h5 h6 head header hr html i iframe img input ins kbd li link
  main map mark math meta nav noscript object ol option p param pre s script section select small source span strong
  style sub summary sup svg table tbody td template textarea tfoot th thead title tr u ul video`.split(/\s+/)

const tag = new RegExp(`</?(?:${elements.join("|")})(?=[\\s/>])[^<>]*>`, "gi")

const withoutTags = (text: string): string =>
  text
    .replaceAll(/<!--[^]*?-->/g, "")
    .replaceAll(/<(script|style|iframe|object|svg)\b[^<>]*>[^<]*<\/\1\s*>/gi, "")
    .replaceAll(tag, "")

const withoutLinks = (text: string): string =>
  text
    .replaceAll(/!?\[([^[\]]*)\]\([^()\s]*(?:\([^()]*\)[^()\s]*)?(?:\s+["'][^"']*["'])?\s*\)/g, "$1")
    .replaceAll(/<(?:https?|mailto|ftp|javascript|data|file):[^<>\s]*>/gi, "")
