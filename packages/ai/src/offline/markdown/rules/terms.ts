/**
 * Cards from terms the learner set apart from what they mean.
 */
import { askMeaning, askOf, askYear, topicOf, within } from "../asking.ts"
import { askProperty } from "../attributes.ts"
import { firstFact } from "../defining.ts"
import { isGlossary } from "../labelWords.ts"
import { askAbout } from "../explaining.ts"
import type { Extracted, Place } from "../Extracted.ts"
import { part, type Prose } from "../prose.ts"
import { countWords, isGeneric, isName, onOneLine, talksAboutText } from "../wording.ts"
import { noMeaning } from "../unfit.ts"
import { card, explained } from "./explained.ts"

/** `term :: definition`, each on a line of its own; a line without the sign goes on with the one before. */
export const doubleColon = (place: Place, prose: Prose): ReadonlyArray<Extracted> =>
  entriesOf(prose).flatMap((line) => {
    const match = /^([^`]{2,160}?)\s+::\s+(?=\S)/.exec(line.text)
    const [whole, front] = match ?? []
    if (whole === undefined || front === undefined || countWords(front) > 25) return []
    // A sign of a program, not of the note.
    if (line.marks.some(({ from, kind, to }) => kind === "code" && from <= front.length + 1 && to > front.length))
      return []
    const question =
      /[?？]$/.test(front) || countWords(front) > 6 ? front : askAbout(front, line.text.slice(whole.length), place)
    return [card(place, line, question, line.text.slice(whole.length), "term.double-colon", 0.95)]
  })

/** `Term` on a line of its own, its meaning on the next behind a colon. */
export const definitionList = (place: Place, prose: Prose): ReadonlyArray<Extracted> => {
  const heads = Array.from(prose.text.matchAll(/(?:^|\n)([^\n]{2,80})\n:\s+/g))
  if (heads[0]?.index !== 0) return []
  return heads.flatMap((match, index) => {
    const entry = part(prose, match.index, heads[index + 1]?.index)
    const term = (match[1] ?? "").trim()
    return entryCard(place, entry, term, entry.text.slice(entry.text.indexOf("\n:") + 2))
  })
}

/** The same with an empty line between. */
export const spacedDefinition = (
  place: Place,
  term: Prose,
  definition: Prose | undefined
): ReadonlyArray<Extracted> => {
  if (
    definition === undefined ||
    !/^:\s+/.test(definition.text) ||
    /[.!?]$/.test(term.text) ||
    countWords(term.text) > 8
  )
    return []
  return entryCard(place, definition, term.text, definition.text.slice(1))
}

// A glossary says what a word means in its own field; "(of a repository)" belongs to the question.
const entryCard = (place: Place, entry: Prose, term: string, meaning: string): ReadonlyArray<Extracted> => {
  const whole = meaning.replace(otherName, "").replace(elsewhere, "")
  const fact = firstFact(onOneLine(whole))
  const said = countWords(fact) >= 4 ? fact : whole
  if (place.english && noMeaning.test(said.trim())) return []
  const field = /^\s*(\([^()]{2,60}\)):?\s+/.exec(said)
  const asked = askMeaning(term, place)
  const question = field === null ? asked : asked.replace(/\?(?= \(|$)/, ` ${field[1]}?`)
  const answer = field === null ? said : said.slice(field[0].length)
  return [card(place, entry, question, answer, "term.definition-list", 0.9)]
}

/** "(also, somnambulism)", "(singular = mitochondrion)": another name, and no field. */
const otherName =
  /^\s*\((?:also|or|singular|plural|sing\.|pl\.|abbreviated|abbr\.|aka|a\.k\.a\.|see)\b[^()]{0,80}\)[:,]?\s+/i

/** Leads to another entry of the glossary. */
const elsewhere =
  /\s*(?:[;.]\s+|\()(?:contrast(?:s|ed)? (?:with|to)|see(?: also)?|compared? (?:with|to)|compare|cf\.?)\s[^\u2028]{1,80}$/i

const separator = /^\s*(?::=?|[–—-]{1,2}\s|=\s)\s*(?=\S)/

/** `**Term**: ...` or `**Term** - ...`, at the start of a paragraph, a list entry or a table cell. */
export const boldTerm = (place: Place, prose: Prose, rule: string): ReadonlyArray<Extracted> => {
  const mark = prose.marks.find((candidate) => candidate.from === 0 && candidate.kind !== "link")
  if (mark === undefined || (leadsAway(prose) && mark.kind !== "strong")) return []
  // Slanted words are as often an example or a title.
  if (mark.kind === "emphasis" && countWords(prose.text.slice(0, mark.to)) > 3) return []
  // "**NS record** (name server) - ...": the brackets belong to the name.
  const aside = /^\s+\([^()]{2,40}\)(?=\s*(?::|[–—-]\s))/.exec(prose.text.slice(mark.to))?.[0].length ?? 0
  const name = prose.text.slice(0, mark.to + aside)
  const term = name
    .replace(/\s*[:.–—-]\s*$/, "")
    .replace(/^\d{1,2}[.)]\s+/, "")
    .trim()
  const rest = prose.text.slice(mark.to + aside)
  const apart =
    (/[:.]\s*$/.test(name) && mark.kind !== "code") || (isGlossary(place) && /^\s(?!is |are )\p{Ll}/u.test(rest))
  const gap = separator.exec(rest)?.[0].length ?? (apart ? 0 : null)
  if (gap === null) return []
  const code = prose.marks.some(({ from, kind, to }) => kind === "code" && from === 0 && to >= mark.to - 1)
  return explained(
    place,
    prose,
    { term, code },
    rest
      .slice(gap)
      .trim()
      .replace(/^(?:is|are) (?=an?\s|the\s|\p{L}+ed\s|(?:sent|made|built|held|kept|given)\s)/iu, "")
      .replace(/^\{[^{}]{1,60}\}\s+/, ""),
    rule,
    mark.kind === "strong" ? 0.9 : 0.75
  )
}

/** Opens with a link out of the note: an entry of a reading list. */
const leadsAway = ({ marks }: Prose): boolean =>
  marks.some(({ from, kind, url }) => kind === "link" && from === 0 && !url.startsWith("#"))

/** `Term: meaning` without any emphasis, as a list entry. */
export const plainTerm = (place: Place, prose: Prose): ReadonlyArray<Extracted> => {
  const match = /^([\p{Lu}\p{N}][\p{L}\p{N}\-/+#.'’() ]{1,40}?)(?::|\s[–—]|\s-)\s+(?=[^:]{12})/u.exec(prose.text)
  const [whole, term] = match ?? []
  if (whole === undefined || term === undefined || leadsAway(prose)) return []
  if (countWords(term) > 5 || !isName(term) || talksAboutText(term)) return []
  return explained(place, prose, { term, code: false }, prose.text.slice(whole.length), "term.plain", 0.7)
}

/** `word = meaning`, as an entry of a list; with a sum or code in it, it is a formula. */
export const equal = (place: Place, prose: Prose): ReadonlyArray<Extracted> => {
  const [, term, meaning] = /^([\p{L}][\p{L}\p{N} '’/()-]{1,40}?) = ([^=]{3,})$/u.exec(onOneLine(prose.text)) ?? []
  if (term === undefined || meaning === undefined || prose.marks.some(({ kind }) => kind === "code")) return []
  if (countWords(term) > 4 || !isName(term) || /[×*+^\\√∑]|\s[-/]\s|\d\s?[-+/*]/.test(meaning)) return []
  if (isGeneric(term) || talksAboutText(meaning) || /^(?:\p{L}$|same\b)/iu.test(meaning)) return []
  const [said = "", ...rest] = meaning.split(/\s*(?:→|->|⇒)\s*/)
  if (rest.length > 1 || (place.english && said.split(", ").length > 2)) return []
  return [card(place, prose, within(askMeaning(term, place), term, place), said, "term.equal", 0.8)]
}

/** `1789: ...` in a list of dates. */
export const year = (place: Place, prose: Prose): ReadonlyArray<Extracted> => {
  const [, date, event] =
    /^(1\d{3}|20\d{2}|\d{1,4}\s(?:BCE?|CE|AD))(?::|\s[–—-])\s+(\S.{7,})$/.exec(onOneLine(prose.text)) ?? []
  if (date === undefined || event === undefined || countWords(event) < 2) return []
  return [card(place, prose, askYear(date, place), event, "term.year", 0.75)]
}

/** `Capital: Paris`, alone on its line: something the section's subject has. */
export const property = (place: Place, prose: Prose): ReadonlyArray<Extracted> => {
  const [, label, value] = /^(\p{Lu}[\p{L} -]{2,30}):\s+([^\n:]{2,60})$/u.exec(prose.text) ?? []
  if (label === undefined || value === undefined || /[.?!]$/.test(value)) return []
  if (!place.english) return foreignProperty(place, prose, label, value)
  const question = askProperty(place, label, value)
  return question === undefined ? [] : [card(place, prose, question, value, "term.property", 0.7)]
}

const foreignProperty = (place: Place, prose: Prose, label: string, value: string): ReadonlyArray<Extracted> => {
  const topic = topicOf(place)
  if (topic === "" || countWords(label) > 2 || countWords(value) > 1 || /^[\d.,]+\s?%$/.test(value)) return []
  return [card(place, prose, askOf(topic, label, "", place), value, "term.property", 0.7)]
}

const entriesOf = (prose: Prose): ReadonlyArray<Prose> => cut(prose, /\n(?=[^\n]{2,160} :: )/g)

const cut = (prose: Prose, at: RegExp): ReadonlyArray<Prose> => {
  const ends = [...Array.from(prose.text.matchAll(at), (match) => match.index), prose.text.length]
  return ends.map((end, index) => part(prose, (ends[index - 1] ?? -1) + 1, end)).filter((line) => line.text !== "")
}
