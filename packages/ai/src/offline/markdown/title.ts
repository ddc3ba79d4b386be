/**
 * Turns a heading as written into the name of a skill, and knows which headings name no skill at all.
 */
import { decoded } from "./entities.ts"

const longest = 200

/** Plain words: no Markdown, no emoji, no numbering, at most 200 characters. */
export const titleOf = (written: string): string => {
  const words = written
    .slice(0, 1000)
    .replace(/!\[[^\]]{0,200}\]\([^)]{0,500}\)/g, "")
    .replace(/\[([^\]]{0,300})\](?:\([^)]{0,500}\)|\[[^\]]{0,100}\])/g, "$1")
    .replace(/<[^<>]{1,300}>/g, "")
    .replace(/\s*\{[#.:][^{}]{0,100}\}/g, "")
    .replace(/\*+|~~|==|`+|(?<![\p{L}\p{N}])_+|_+(?![\p{L}\p{N}])/gu, "")
    .replace(/\\([!-/:-@[-`{-~])/g, "$1")
  const plain = withoutPictures(decoded(words))
    // Text that cannot be stored (NUL, half a surrogate pair) has no place in a name.
    .replace(/[\p{Cc}\p{Cs}\uFEFF]/gu, " ")
    .replace(/\s+/g, " ")
    .trim()
  return shorten(unnumbered(plain), longest)
}

/** Without emoji, drawn or spelled out. */
export const withoutPictures = (text: string): string =>
  text
    .replace(/\p{Extended_Pictographic}|\p{Regional_Indicator}|\p{Emoji_Modifier}|\u{FE0F}|\u{20E3}|\u{200D}/gu, "")
    .replace(/:[a-z][a-z0-9_+-]{1,40}:/g, "")

const unnumbered = (title: string): string => {
  const bare = title
    .replace(/^(?:\d{1,3}(?:\.\d{1,3})*[.)]?|[IVX]{1,5}[.)])\s+(?=\S)/, "")
    .replace(/^(?:step|part|chapter|lesson|section|unit|module)\s+\d+(?:\.\d+)*\s*(?:[:.–—-]\s*|$)/i, "")
    .replace(/^[\s:–—-]+|[\s:–—-]+$/g, "")
  return bare === "" ? title : bare
}

/** Cuts at a word where there is one, and never inside a character. */
export const shorten = (text: string, max: number): string => {
  if (text.length <= max) return text
  const cut = text.slice(0, max).replace(/[\uD800-\uDBFF]$/, "")
  const space = cut.lastIndexOf(" ")
  return (space > max / 2 ? cut.slice(0, space) : cut).trim()
}

/** Parts of a document that are about the document. */
export const isBoilerplate = (title: string): boolean => boilerplate.test(title.slice(0, 100))

const boilerplate = new RegExp(
  `^(?:${[
    "(?:table of )?contents",
    "toc",
    "(?:sources?|sources?\\(s\\)|source\\(s\\))(?: and further reading)?",
    "(?:list of )?references?",
    "bibliography",
    "works cited",
    "further (?:reading|resources)",
    "(?:additional |external |useful |related |more )?(?:links?|resources?)",
    "see also",
    "(?:(?:site |main )?navigation|nav) (?:menu|bar|links)",
    "read(?:ing)? (?:more|list)",
    "acknowledge?ments?",
    "credits?",
    "contribut(?:ing|ions?|ors?)(?: guidelines)?",
    "how to contribute",
    "code of conduct",
    "licen[cs]e|copyright",
    "change ?log|release notes",
    "translations?",
    "contacts?(?: info(?:rmation)?)?",
    "under (?:development|construction)",
    "to-?do",
    "index(?: of .*)?",
    "about (?:the author|this (?:repo(?:sitory)?|document|page|guide|book|note))s?",
    "(?:how to (?:use|read) this|using this) .*",
    "footnotes",
    "(?:talks|press|community|getting help|ways to help|who (?:is|else is) using)(?: .*)?",
    "sponsors?|backers|support(?:ing)? us|donate|donations"
  ].join("|")})(?:\\s*[:(].*)?$`,
  "i"
)
