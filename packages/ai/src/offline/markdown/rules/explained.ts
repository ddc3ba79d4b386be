/**
 * The card for a term and the words behind it, where those explain it and nothing else.
 */
import { askMeaning, askOf, isNamed, opened, topicOf, within } from "../asking.ts"
import { askProperty } from "../attributes.ts"
import { definingOf, firstFact } from "../defining.ts"
import { askAbout, askDefined } from "../explaining.ts"
import type { Extracted, Place } from "../Extracted.ts"
import { isLabel, isReference, isSymbol } from "../labels.ts"
import { isGlossary, isLabelWord, timesSetApart } from "../labelWords.ts"
import { withoutLead } from "../leads.ts"
import { articleOf } from "../nouns.ts"
import { placeOf, type Prose } from "../prose.ts"
import { firstSentence } from "../sentences.ts"
import { teachesLanguage } from "../teaching.ts"
import { isBoilerplate } from "../title.ts"
import { capital, countWords, isAdvice, isGeneric, isOrder, onOneLine, talksAboutText } from "../wording.ts"

export const sided =
  /^(?:pros?|cons?|advantages?|disadvantages?|benefits?|drawbacks?|limitations?|weakness(?:es)?|strengths?|use cases?|examples?)$/i

export const explained = (
  place: Place,
  prose: Prose,
  { code, term }: { readonly term: string; readonly code: boolean },
  meaning: string,
  rule: string,
  confidence: number
): ReadonlyArray<Extracted> => {
  if (place.english && noMeaning.test(meaning)) return []
  if (sided.test(term)) return ofTopic(place, prose, term, meaning, rule)
  const symbol = code || isSymbol(term)
  if (!symbol && place.english && (isLabelWord(term) || timesSetApart(place.markdown, term) > mostEntries))
    return labelled(place, prose, term, meaning, rule)
  // Advice, and what is measured, explain nothing.
  if ((!symbol && (isAdvice(meaning) || isOrder(meaning))) || measured.test(meaning)) return []
  if (isHeap(meaning) || leansBack.test(meaning) || opensSlanted(prose, meaning)) return []
  // What a function takes is for looking up, and its names mean something else in the next one.
  if (isReference(place) || /^\p{Ll}{1,2}$|^(?:\p{L}{3,9}\.? )?\d{4}$/u.test(term)) return []
  if (!symbol && /^(?:it|they|its|their|he|she)\b/i.test(meaning)) return []
  if (unsaid.test(meaning) || /^[#[{<$@]/.test(meaning) || /\s=\s/.test(term)) return []
  // "-f" alone may be an option of anything.
  if (term.startsWith("-") && !isNamed(place)) return []
  if (term.length < 2 || (!symbol && isLabel(term)) || praising.test(meaning)) return []
  if (/[?？]$/.test(meaning) || /^(?:was|were|can|has|have)\s/i.test(meaning)) return []
  if (
    /^see\s/i.test(meaning) ||
    /^\{.*\}$/.test(term) ||
    reference.test(term) ||
    term.endsWith("=") ||
    pointing.test(meaning)
  )
    return []
  const poor = countWords(meaning) < (rule === "term.plain" ? 3 : 2) || countWords(term) > 7 || !/\p{L}/u.test(term)
  const noTerm = /[?？]$|\b(?:this|these|you|your|we|our)\b/i.test(term) || isGeneric(term) || isBoilerplate(term)
  if (poor || noTerm || talksAboutText(term)) return []
  if (meaning.split(arrow).length > 2) return []
  const [said = ""] = firstSentence(meaning.replace(/^(?:is|are) about\s/i, "")).split(arrow)
  if (countWords(said) < 2) return []
  if (symbol || !place.english)
    return [card(place, prose, askAbout(term, capital(meaning), place, symbol), said, rule, confidence)]
  return defined(place, prose, term, said, rule, confidence)
}

/** In a text and in its glossary a term may be explained once each; more often it is a label. */
const mostEntries = 2

/** A term in words, which is asked for only where what is said of it defines it. */
const defined = (
  place: Place,
  prose: Prose,
  term: string,
  meaning: string,
  rule: string,
  confidence: number
): ReadonlyArray<Extracted> => {
  if (isWord(place, term, meaning))
    return [card(place, prose, within(askMeaning(term, place), term, place), meaning, rule, confidence)]
  const said = firstFact(withoutLead(term, meaning))
  const defining = definingOf(term, said, isGlossary(place))
  if (defining === undefined || !isClosed(said) || countWords(said) > longest) return []
  return [card(place, prose, askDefined(term, defining, said, place), said, rule, confidence)]
}

/** Longer, it says more than one thing. */
const longest = 45

const isClosed = (said: string): boolean => said.split("(").length === said.split(")").length

/** "Definition: ..." explains what the section is about, "Capital: ..." is a property of it; other labels ask for nothing. */
const labelled = (place: Place, prose: Prose, label: string, text: string, rule: string): ReadonlyArray<Extracted> => {
  const topic = topicOf(place)
  if (/^(?:definition|meaning)$/i.test(label))
    return topic === "" ? [] : defined(place, prose, topic, firstSentence(text), rule, 0.8)
  const value = text.replace(/\.$/, "")
  const question = askProperty(place, label, value)
  return question === undefined ? [] : [card(place, prose, question, value, "term.property", 0.7)]
}

/** Says when there is one, what belongs to it or where it is different, and not what it is. */
export const noMeaning =
  /^(?:exists? (?:when|if|where|in)\b|includes?\s|including\s|in (?:an?|the|both|such)\s[^,]{2,40},\s|depends on\s|varies\s|differs\s|for (?:example|instance)\b|e\.g\.)/i

/** "**gemütlich** – cosy": a word of another language and what it means. */
const isWord = (place: Place, term: string, meaning: string): boolean =>
  /^\p{Ll}/u.test(term) && teachesLanguage(place) && countWords(meaning) <= 8 && articleOf(place, term) === undefined

/** What stands beside every option of a reference is looked up, not learned. */
export const reference =
  /^(?:(?:return )?types?|stability|returns?|required|optional|since|version|params?|arguments?|file ?names?|files?|paths?|listing|caption|url)$/i

const measured =
  /^(?:(?:normal|normally|usually|about|around|approx\S*|roughly|up to|at least|magnitude)\s)?[~≈<>≤≥]?[\d.,]+/i

/** What follows from it is another fact. */
const arrow = /\s*(?:→|->|=>|⇒)\s*/

/** "Purpose, destination, deadline, recipient": keywords, and no explanation. */
const isHeap = (meaning: string): boolean => {
  const parts = meaning.split(/,\s/)
  return parts.length >= 3 && parts.every((words) => countWords(words) <= 2)
}

/** "Extreme form of it": of what stands before. */
const leansBack =
  /^(?:\S+\s){0,4}(?:of|than|as|like|with|for|to) (?:it|them|this|that|these|those)\b(?! (?:is|are|can|has|have)\b)/i

/** Titles of works, and examples. */
const opensSlanted = ({ marks, text }: Prose, meaning: string): boolean =>
  marks.some(({ from, kind }) => kind === "emphasis" && from > 0 && from === text.length - meaning.length)

/** Asks back, speaks to the reader, or opens with what only leads up to saying something. */
const unsaid =
  /^(?:same|careful|more about|how to|note|but|and|or|not|like|also|that|this|these|those|even|especially|as (?!an? |the )\p{L}+ \p{L}+ |while|although|because|glad)\b|^(?:\S+\s){0,2}(?:you|your|we|our)\b(?!.{0,30} should )|^[^.!]{0,80}\?|^double[- ]check\b/iu

const praising = /^(?:the|an?|one of the)\s(?:most|best|great|good)\b/i

/** Speaks of other parts of the text, which a card does not show. */
const pointing =
  /\b(?:the (?:other|remaining|former|latter) \p{L}+s|above|as below|as follows|this (?:question|section|example|state|step))\b/iu

// "Pros: ..." means nothing away from the thing it is good about.
const ofTopic = (place: Place, prose: Prose, side: string, meaning: string, rule: string): ReadonlyArray<Extracted> => {
  const topic = topicOf(place)
  if (topic === "" || countWords(meaning) < 3) return []
  const names: Record<string, string> = { pro: "advantages", con: "disadvantages" }
  const bare = side.toLowerCase().replace(/s$/, "")
  const question = askOf(topic, side, `${topic}: what are the ${names[bare] ?? `${bare}s`}?`, place)
  return [card(place, prose, question, meaning, rule, 0.7)]
}

export const card = (
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
