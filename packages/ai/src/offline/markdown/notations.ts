/**
 * Marks inside a line that the parser leaves as text: attributes, citations, wiki links, highlights, comments.
 */

/** Of each match only the first group is kept. */
export const notations: ReadonlyArray<RegExp> = [
  // Obsidian embeds files, and comments between percent signs.
  /\s?!\[\[[^[\]]{1,200}\]\]()/g,
  /\s?%%[^%]{1,2000}%%()/g,
  // Of "[[page#heading|shown]]" what is shown, of "[[page#heading]]" the page.
  /\[\[(?:[^[\]|]{1,120}\|)?([^[\]|#]{1,120})(?:#[^[\]|]{0,120})?\]\]/g,
  /\s?\[(?:[^[\]@]{0,40}\s)?-?@[\w:.-]{2,80}[^[\]]{0,200}\]()/g,
  /\^\[[^[\]]{1,400}\]()/g,
  /\[([^[\]]{1,80})\](?:\[[^[\]]{0,80}\]|\{[#.:][^{}]{0,300}\})/g,
  // kramdown writes "{: data-type="term"}", Pandoc "{#name .kind}".
  /\s?\{[#.:][^{}]{0,3000}\}()/g,
  /\[\^[^\]\s]{1,40}\]()/g,
  /==([^=\n]{1,120})==/g,
  // Raised in Pandoc: of "x^2^" the first mark is enough.
  /(?<=[\p{L}\d)])(\^[^\s^]{1,20})\^/gu,
  // A role of MyST, before what it is the role of.
  /(?<![\w$\\])\{(?:term|ref|doc|abbr|numref|index|sub|sup|kbd|command|guilabel|py:\w+|c:\w+)\}()/g,
  // Tags behind a sentence, and links that only say where it is from.
  /(?:\s#\p{L}[\w/-]{0,60}){1,9}(?=\s*$)()/gu,
  /\s?\((?:source|link|ref|reference|citation needed|wiki|wikipedia)\)()/gi,
  // The label of a callout, with the title beside it.
  /^\[![a-z]{2,20}\][+-]?[^\n]{0,80}\n()/gi,
  // A picture in front of a line; one that stands for itself is kept.
  /(?<=^|[\n\u2028])(?:\p{Extended_Pictographic}|[\u{FE0F}\u{200D}\p{Emoji_Modifier}])+\s+()(?=\p{L})/gu
]
