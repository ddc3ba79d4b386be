/**
 * Tells whether a note teaches a language, whose words mean what stands beside them.
 */
import type { Place } from "./Extracted.ts"

const heading =
  /^#{1,6}[^\n]*\b(?:grammar|vocabulary|verbs?|nouns?|pronouns?|adjectives?|adverbs?|prepositions?|conjunctions?|conjugation|tenses?|plurals?|phrases|pronunciation|alphabet|particles?|sentences?|numerals?|spanish|french|german|italian|portuguese|latin|greek|russian|polish|czech|turkish|arabic|hebrew|hindi|chinese|japanese|korean|english|esperanto)\b/gim

/** So far into a note its headings are read. */
const farthest = 60_000

export const teachesLanguage = ({ markdown }: Place): boolean =>
  Array.from(markdown.slice(0, farthest).matchAll(heading)).length >= 2
