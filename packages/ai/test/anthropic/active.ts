/**
 * Finds what is active in a text, in another way than it is taken out: by reading it as Markdown.
 */
import type { Nodes } from "mdast"
import { fromMarkdown } from "mdast-util-from-markdown"

/** Everything in a text that could do more than be read. */
export const activeIn = (text: string): ReadonlyArray<string> => {
  const found: Array<string> = []
  const waiting: Array<Nodes> = [fromMarkdown(text)]
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    if (["html", "link", "image", "definition", "linkReference", "imageReference"].includes(node.type)) {
      found.push(`${node.type}: ${text}`)
    }
    if (node.type === "text" && /<[a-z/!?]|javascript:|data:text/i.test(node.value)) found.push(`text: ${node.value}`)
    if ("children" in node) waiting.push(...node.children)
  }
  if (
    /\p{Cs}|(?![\t\n])\p{Cc}|[\u202A-\u202E\u2066-\u2069]|[\u{E0000}-\u{E0FFF}]|[\u2060-\u2064\u200B\uFEFF]/u.test(text)
  ) {
    found.push(`not seen: ${JSON.stringify(text)}`)
  }
  return found
}
