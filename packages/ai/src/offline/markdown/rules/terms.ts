/**
 * Cards from terms the learner set apart from what they mean.
 */
import { askAbout, askMeaning, askOf, askYear, isNamed, isPlural, opened, topicOf } from "../asking.ts"
import type { Extracted, Place } from "../Extracted.ts"
import { isLabel, isReference, isSymbol } from "../labels.ts"
import { part, placeOf, type Prose } from "../prose.ts"
import { isBoilerplate } from "../title.ts"
import { capital, countWords, isGeneric, isName, onOneLine, talksAboutText } from "../wording.ts"

/** `term :: definition`, each on a line of its own; a line without the sign goes on with the one before. */
export const doubleColon = (place: Place, prose: Prose): ReadonlyArray<Extracted> =>
  entriesOf(prose).flatMap((line) => {
    const match = /^([^`]{2,160}?)\s+::\s+(?=\S)/.exec(line.text)
    const [whole, front] = match ?? []
    if (whole === undefined || front === undefined || countWords(front) > 25) return []
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
  const field = /^\s*(\([^()]{2,60}\)):?\s+/.exec(meaning)
  const asked = askMeaning(term, place)
  const question = field === null ? asked : asked.replace(/\?(?= \(|$)/, ` ${field[1]}?`)
  const answer = field === null ? meaning : meaning.slice(field[0].length)
  return [card(place, entry, question, answer, "term.definition-list", 0.9)]
}

const separator = /^\s*(?::=?|[–—-]{1,2}\s|=\s)\s*(?=\S)/

/** `**Term**: ...` or `**Term** - ...`, at the start of a paragraph, a list entry or a table cell. */
export const boldTerm = (place: Place, prose: Prose, rule: string): ReadonlyArray<Extracted> => {
  const mark = prose.marks.find((candidate) => candidate.from === 0 && candidate.kind !== "link")
  if (mark === undefined || (leadsAway(prose) && mark.kind !== "strong")) return []
  // "**NS record** (name server) - ...": the brackets belong to the name.
  const aside = /^\s+\([^()]{2,40}\)(?=\s*(?::|[–—-]\s))/.exec(prose.text.slice(mark.to))?.[0].length ?? 0
  const name = prose.text.slice(0, mark.to + aside)
  const term = name
    .replace(/\s*[:.–—-]\s*$/, "")
    .replace(/^\d{1,2}[.)]\s+/, "")
    .trim()
  const rest = prose.text.slice(mark.to + aside)
  const gap = separator.exec(rest)?.[0].length ?? (/[:.]\s*$/.test(name) && mark.kind !== "code" ? 0 : null)
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

/** `1789: ...` in a list of dates. */
export const year = (place: Place, prose: Prose): ReadonlyArray<Extracted> => {
  const [, date, event] = /^(\d{3,4}(?:\s(?:BCE?|CE|AD))?)(?::|\s[–—-])\s+(\S.{7,})$/.exec(onOneLine(prose.text)) ?? []
  if (date === undefined || event === undefined || countWords(event) < 2) return []
  return [card(place, prose, askYear(date, place), event, "term.year", 0.75)]
}

/** `Capital: Paris`, alone on its line: something the section's subject has. */
export const property = (place: Place, prose: Prose, inList: boolean): ReadonlyArray<Extracted> => {
  const [, label, value] = /^(\p{Lu}[\p{L} -]{2,30}):\s+([^\n:]{2,60})$/u.exec(prose.text) ?? []
  const topic = topicOf(place)
  if (label === undefined || value === undefined || topic === "" || /[.?!]$/.test(value)) return []
  if (reference.test(label) || /^see\s/i.test(value)) return []
  // "Golgi apparatus: packages proteins" in a list explains a term; so do several words where all nouns have capitals.
  if (inList && (/^\p{Ll}/u.test(value) || (!place.english && countWords(value) > 1))) return []
  const sound = countWords(label) <= 2 && countWords(value) <= 6 && isName(label) && !isPlural(label)
  // A share of something says nothing without the list it stands in.
  if (/^[\d.,]+\s?%$/.test(value)) return []
  if (!sound || isGeneric(label) || isBoilerplate(label) || sided.test(label) || glossary.test(topic)) return []
  const name = label.charAt(0).toLowerCase() + label.slice(1)
  return [card(place, prose, askOf(topic, label, `${topic}: what is the ${name}?`, place), value, "term.property", 0.7)]
}

/** Sections whose entries are words, not properties. */
const glossary = /\b(?:glossary|terms?|terminology|vocabulary|definitions?|acronyms?|abbreviations?|concepts?)\b/i

const sided =
  /^(?:pros?|cons?|advantages?|disadvantages?|benefits?|drawbacks?|limitations?|weakness(?:es)?|strengths?|use cases?|examples?)$/i

const explained = (
  place: Place,
  prose: Prose,
  { code, term }: { readonly term: string; readonly code: boolean },
  meaning: string,
  rule: string,
  confidence: number
): ReadonlyArray<Extracted> => {
  if (sided.test(term)) return ofTopic(place, prose, term, meaning, rule)
  const symbol = code || isSymbol(term)
  // What a function takes is for looking up, and its names mean something else in the next one.
  if (isReference(place) || /^\p{Ll}{1,2}$|^(?:\p{L}{3,9}\.? )?\d{4}$/u.test(term)) return []
  if (unsaid.test(meaning) || /\s=\s/.test(term)) return []
  // "-f" alone may be an option of anything.
  if (term.startsWith("-") && !isNamed(place)) return []
  if (term.length < 2 || (!symbol && isLabel(term)) || praising.test(meaning)) return []
  if (/[?？]$/.test(meaning) || /^(?:was|were|can|has|have)\s/i.test(meaning)) return []
  if (/^see\s/i.test(meaning) || /^\{.*\}$/.test(term) || reference.test(term) || pointing.test(meaning)) return []
  const poor = countWords(meaning) < (rule === "term.plain" ? 3 : 2) || countWords(term) > 7 || !/\p{L}/u.test(term)
  const noTerm = /[?？]$|\b(?:this|these|you|your|we|our)\b/i.test(term) || isGeneric(term) || isBoilerplate(term)
  if (poor || noTerm || talksAboutText(term)) return []
  const said = meaning.replace(/^(?:is|are) about\s/i, "")
  return [card(place, prose, askAbout(term, capital(meaning), place, symbol), said, rule, confidence)]
}

/** What stands beside every option of a reference is looked up, not learned. */
const reference =
  /^(?:(?:return )?types?|stability|returns?|required|optional|since|version|params?|arguments?|file ?names?|files?|paths?|listing|caption|url)$/i

/** Asks back, speaks to the reader, or opens with what only leads up to saying something. */
const unsaid =
  /^(?:same|also|that|this|these|those|even|especially|as (?!an? |the )\p{L}+ \p{L}+ |while|although|because|glad)\b|^(?:\S+\s){0,2}(?:you|your|we|our)\b(?!.{0,30} should )|^[^.!]{0,80}\?|[.)] \p{Lu}\p{Ll}+: |^double[- ]check\b/iu

const praising = /^(?:the|an?|one of the)\s(?:most|best|great|good)\b/i

/** Speaks of other parts of the text, which a card does not show. */
const pointing = /\b(?:above|as below|as follows|this (?:question|section|example|state|step))\b/i

// "Pros: ..." means nothing away from the thing it is good about.
const ofTopic = (place: Place, prose: Prose, side: string, meaning: string, rule: string): ReadonlyArray<Extracted> => {
  const topic = topicOf(place)
  if (topic === "" || countWords(meaning) < 3) return []
  const names: Record<string, string> = { pro: "advantages", con: "disadvantages" }
  const bare = side.toLowerCase().replace(/s$/, "")
  const question = askOf(topic, side, `${topic}: what are the ${names[bare] ?? `${bare}s`}?`, place)
  return [card(place, prose, question, meaning, rule, 0.7)]
}

const card = (
  place: Place,
  quoted: Prose,
  question: string,
  answer: string,
  rule: string,
  confidence: number
): Extracted => ({
  kind: "term",
  rule,
  question: onOneLine(question),
  answer: opened(onOneLine(answer), place),
  confidence,
  quote: placeOf(place.markdown, quoted)
})

const entriesOf = (prose: Prose): ReadonlyArray<Prose> => cut(prose, /\n(?=[^\n]{2,160} :: )/g)

const cut = (prose: Prose, at: RegExp): ReadonlyArray<Prose> => {
  const ends = [...Array.from(prose.text.matchAll(at), (match) => match.index), prose.text.length]
  return ends.map((end, index) => part(prose, (ends[index - 1] ?? -1) + 1, end)).filter((line) => line.text !== "")
}
