/**
 * Lines of kramdown, MyST, Obsidian and site generators that the parser would take for words, and whatever is left over.
 */
import type { Span } from "./Span.ts"

/** Whole lines, so that nothing is torn out of a sentence; each short of a bound. */
const marks: ReadonlyArray<RegExp> = [
  // kramdown: the end of a definition or a block.
  /^[ \t]{0,20}(?:>[ \t]?)?\^[ \t]*$/gm,
  // kramdown: attributes of what stands before, comments and options.
  /^[ \t]{0,20}(?:>[ \t]?)?\{:[^{}\n]{0,3000}\}[ \t]*$/gm,
  // kramdown: what an abbreviation stands for, in every text that it occurs in.
  /^ {0,3}\*\[[^\]\n]{1,60}\]:[^\n]{0,300}$/gm,
  // kramdown and MkDocs: a frame around what is Markdown all the same.
  /^[ \t]{0,12}<(?:div|section|article|aside)\b[^<>\n]{0,300}\bmarkdown\b[^<>\n]{0,300}>[ \t]*$/gm,
  /^[ \t]{0,12}<\/(?:div|section|article|aside)>[ \t]*$/gm,
  // MyST: targets and directives, indented ones too, with their options.
  /^\([\w-]{1,80}\)=[ \t]*$/gm,
  /^[ \t]{0,12}:{3,}[^\n]{0,300}(?:\n[ \t]{0,12}:[a-z-]{2,20}:[^\n]{0,100})*$/gm,
  // MkDocs: the line that opens a box.
  /^[ \t]{0,12}(?:!!!|\?{3}\+?)[ \t][^\n]{0,200}$/gm,
  // Obsidian: comments over several lines, names of blocks.
  /^%%[ \t]*\n[^%]{1,2000}%%[ \t]*$/gm,
  /(?<=\s)\^(?=[\w-]*[a-z])[\w-]{2,40}[ \t]*$/gm,
  // Liquid, Hugo, and tables of contents.
  /^[ \t]*(?:\{%[^%\n]{0,300}%\}|\{\{[<%][^{}\n]{0,300}[>%]\}\})[ \t]*$/gm,
  /^[ \t]*(?:\[toc\]|\[\[_?toc_?\]\]|\{\{toc\}\})[ \t]*$/gim,
  // A line that goes on, where nothing follows.
  /(?<!\\)\\(?=[ \t]*$)/gm
]

/** Where in a text marks stand that are no part of what it says. */
export const dialectMarks = (text: string): ReadonlyArray<Span> =>
  marks.flatMap((mark) =>
    Array.from(text.matchAll(mark), ({ 0: found, index }) => ({ start: index, end: index + found.length }))
  )

/** Marks no reader should see: whatever was not understood as markup, of whichever dialect. */
const leftover =
  /(?:^|\s)\^+(?=\s|$|[.,;])|\{[:%]|\{\{|\}\}|\[\[|\]\]|:{3,}|\\$|\\\\|\$\$|%%|~~|\[[!^@]|\]\(|\]\{|!\[|==\S[^=]*==|\*\*|\p{L}\*(?=[\s”"?.,]|$)|__\p{L}|&[a-z]{2,8};|<\/?(?:br|div|span|p|sup|sub|b|i|em|strong|u|mark|td|tr|table|a|img)\b|<!--|-->/iu

export const hasLeftovers = (text: string): boolean => leftover.test(text) || text.split("`").length % 2 === 0
