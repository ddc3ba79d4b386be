/**
 * The card for a term and the words behind it, where those explain it and nothing else.
 */
import { askMeaning, askOf, opened, topicOf, within } from "../asking.ts"
import { askProperty } from "../attributes.ts"
import { definingOf, firstFact } from "../defining.ts"
import { askAbout, askDefined } from "../explaining.ts"
import type { Extracted, Place } from "../Extracted.ts"
import { isSymbol } from "../labels.ts"
import { isGlossary, isLabelWord, timesSetApart } from "../labelWords.ts"
import { goesOn } from "../goingOn.ts"
import { withoutLead } from "../leads.ts"
import { articleOf } from "../nouns.ts"
import { placeOf, type Prose } from "../prose.ts"
import { firstSentence } from "../sentences.ts"
import { teachesLanguage } from "../teaching.ts"
import { isTerm, noMeaning, saysNothing } from "../unfit.ts"
import { capital, countWords, onOneLine } from "../wording.ts"

/** Sides of something, which mean nothing away from it. */
const sided =
  /^(?:pros?|cons?|advantages?|disadvantages?|benefits?|drawbacks?|limitations?|weakness(?:es)?|strengths?|use cases?|examples?)$/i

export const explained = (
  place: Place,
  prose: Prose,
  { code, term }: { readonly term: string; readonly code: boolean },
  written: string,
  rule: string,
  confidence: number
): ReadonlyArray<Extracted> => {
  const symbol = code || isSymbol(term)
  const meaning = symbol || !place.english || isWord(place, term, written) ? written : withoutLead(term, written)
  if (place.english && noMeaning.test(meaning)) return []
  if (sided.test(term)) return ofTopic(place, prose, term, meaning, rule)
  if (!symbol && place.english && (isLabelWord(term) || timesSetApart(place.markdown, term) > mostEntries))
    return labelled(place, prose, term, meaning, rule)
  if (countWords(meaning) < (rule === "term.plain" ? 3 : 2) || opensSlanted(prose, meaning)) return []
  if (!isTerm(place, term, symbol) || saysNothing(meaning, symbol)) return []
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
  const said = firstFact(meaning)
  const defining = definingOf(term, said, isGlossary(place) || goesOn(said))
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
    return topic === "" ? [] : defined(place, prose, topic, firstSentence(withoutLead(topic, text)), rule, 0.8)
  const value = text.replace(/\.$/, "")
  const question = askProperty(place, label, value)
  return question === undefined ? [] : [card(place, prose, question, value, "term.property", 0.7)]
}

/** "**gemütlich** – cosy": a word of another language and what it means. */
const isWord = (place: Place, term: string, meaning: string): boolean =>
  /^\p{Ll}/u.test(term) && teachesLanguage(place) && countWords(meaning) <= 8 && articleOf(place, term) === undefined

/** What follows from it is another fact. */
const arrow = /\s*(?:→|->|=>|⇒)\s*/

/** Titles of works, and examples. */
const opensSlanted = ({ marks, text }: Prose, meaning: string): boolean =>
  marks.some(({ from, kind }) => kind === "emphasis" && from > 0 && from === text.length - meaning.length)

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
