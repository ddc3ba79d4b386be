/**
 * Shorthand for the tests: what is asked about a small note, under a section name.
 */
import type { ExtractOptions } from "../../src/offline/markdown/extract.ts"
import { extract } from "../../src/offline/markdown/extract.ts"

export const cardsOf = (markdown: string, section = "", options: ExtractOptions = {}) =>
  extract(markdown, { start: 0, end: markdown.length }, { path: section === "" ? [] : [section] }, options)

/** Each card as "question => answer". */
export const asked = (markdown: string, section = "", options: ExtractOptions = {}): ReadonlyArray<string> =>
  cardsOf(markdown, section, options).map(({ answer, question }) => `${question} => ${answer}`)
