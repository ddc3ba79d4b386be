/**
 * Cards from what was done once: when, and by whom. "The Bastille was stormed on 14 July 1789."
 */
import { lowerArticle } from "../asking.ts"
import type { Extracted, Place } from "../Extracted.ts"
import { placeOf, type Prose } from "../prose.ts"
import { countWords, isName, standsAlone } from "../wording.ts"

const month = "(?:January|February|March|April|May|June|July|August|September|October|November|December)"
const day = `(?:\\d{1,2}(?:st|nd|rd|th)? ${month}(?: \\d{3,4})?|${month}(?: \\d{1,2},?)? \\d{3,4})`
const when = `(?:(?:about |around )?\\d{3,4}(?: (?:BCE?|CE|AD))?|${day})`
const verbs =
  "founded|created|established|built|signed|adopted|ratified|passed|abolished|invented|discovered|published|released|introduced|proposed|launched|opened|completed|formed|executed|guillotined|assassinated|crowned|elected|born|declared|issued|invaded|captured|conquered|destroyed|dissolved|repealed|written|painted|composed|developed|designed|first \\p{Ll}+ed"

const happened = new RegExp(
  `^(.{3,80}?) (was|were) (${verbs}) (?:(?:in|on|around|about) )(${when})(?=[.,;]|\\s(?:and|by|in|at|to|with|after|when|as|under)\\s)`,
  "u"
)

/** Only of what has a name of its own: any other would need the text around it. */
export const dated = (place: Place, sentence: Prose): ReadonlyArray<Extracted> => {
  const [, subject, verb, done, date] = happened.exec(sentence.text) ?? []
  if (subject === undefined || verb === undefined || done === undefined || date === undefined) return []
  if (!isNamed(place, sentence, subject)) return []
  const asked = `When ${verb} ${lowerArticle(subject)} ${done}?`
  return [card(place, sentence, "definition.when", asked, date)]
}

const past: Record<string, string> = { written: "wrote", built: "built" }
const makers =
  "founded|created|established|built|invented|discovered|introduced|proposed|formulated|described|written|painted|composed|developed|designed|coined|led"
const name = "\\p{Lu}[\\p{L}.'’-]+"
const made = new RegExp(
  `^(.{3,80}?) (?:was|were) (?:first |originally )?(${makers}) by (?:the [\\p{L} -]{3,40}? )?((?:${name} ){0,3}${name}(?: and (?:${name} ){0,3}${name})?)(?=[.,;]| (?:in|at|around|to|for|during|after)\\s)`,
  "u"
)

export const agent = (place: Place, sentence: Prose): ReadonlyArray<Extracted> => {
  const [, subject, done, who] = made.exec(sentence.text) ?? []
  if (subject === undefined || done === undefined || who === undefined || !isNamed(place, sentence, subject)) return []
  const asked = `Who ${past[done] ?? done} ${lowerArticle(subject)}?`
  return [card(place, sentence, "definition.who", asked, who)]
}

const isNamed = (place: Place, sentence: Prose, subject: string): boolean => {
  const bare = subject.replace(/^(?:the|an?)\s/i, "")
  return (
    place.english &&
    standsAlone(sentence.text) &&
    isName(subject) &&
    countWords(bare) <= 10 &&
    (/\p{Lu}/u.test(bare.slice(1)) || countWords(bare) > 1 || subject !== bare || /^\p{Lu}\p{L}{3,}$/u.test(bare)) &&
    !/^(?:an?)\s/i.test(subject)
  )
}

const card = (place: Place, sentence: Prose, rule: string, question: string, answer: string): Extracted => ({
  kind: "definition",
  rule,
  question,
  answer,
  confidence: 0.8,
  quote: placeOf(place.markdown, sentence)
})
