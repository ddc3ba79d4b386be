/**
 * Cuts a paragraph where a line begins to explain another term, so that no answer runs into the next one.
 */
import { lineBreak, part, type Prose } from "./prose.ts"
import { isName } from "./wording.ts"

/** The paragraph as written, or one stretch for each term its lines explain. */
export const entriesOf = (prose: Prose): ReadonlyArray<Prose> => {
  if (!opensEntry(prose, 0)) return [prose]
  const starts = Array.from(prose.text.matchAll(lineBreak), ({ index }) => index + 1).filter(
    (start) => opensEntry(prose, start) && !unfinished.test(prose.text.slice(0, start - 1))
  )
  return [0, ...starts].map((start, index) => part(prose, start, starts[index]))
}

/** A learner's line often has no full stop; the sentence that explains a term is over all the same. */
export const ended = (entry: Prose): Prose =>
  /[\p{L}\p{N})%]$/u.test(entry.text) && opensEntry(entry, 0)
    ? { ...entry, text: `${entry.text}.`, at: [...entry.at, entry.at.at(-1) ?? 0] }
    : entry

const verbs =
  "(?:is|are|was|were|means?|refers? to|denotes?|describes?|measures?|consists? of|stands? for|states? that)"

/** What stands between a bold term and what it means. */
const explains = new RegExp(`^\\s*(?:\\([^()\\n]{2,60}\\)\\s*)?(?::|[–—-]{1,2}\\s|=\\s|${verbs}\\s)`)

/** Without emphasis only an article with a capital tells a new sentence from a line that was wrapped. */
const plainly = new RegExp(`^(?:An?|The) ([^\\n.:;]{2,60}?) ${verbs} `)

/** A line that ends like this goes on in the next, whatever that begins with. */
const unfinished =
  /(?:,|\s(?:an?|the|of|and|or|than|as|to|in|on|at|by|for|with|from|into|like|called|named|is|are|was|were|that|which|whose|both|between))\s*$/i

const opensEntry = (prose: Prose, start: number): boolean => {
  const mark = prose.marks.find(({ from, kind }) => kind === "strong" && from === start)
  if (mark === undefined) return isName(plainly.exec(prose.text.slice(start, start + 120))?.[1] ?? "")
  const rest = prose.text.slice(mark.to, mark.to + 80)
  return explains.test(rest) || prose.text.charAt(mark.to - 1) === ":"
}
