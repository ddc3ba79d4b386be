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
const making =
  "founded|created|established|built|invented|discovered|introduced|proposed|formulated|composed|developed|designed|coined|painted"
const word = "\\p{Lu}[\\p{L}.'’-]+"
const name = `(?:(?:${word}|van|von|der|de|da|di|la) ){0,4}${word}`
const made = new RegExp(
  `^(.{3,80}?) (?:was|were) (?:first |originally )?(${making}|described|written|led) by (?:the [\\p{L} -]{3,40}? )?(${name}(?: and ${name})?)(?=[.,;]| (?:in|at|around|to|for|during|after)\\s)`,
  "u"
)

export const agent = (place: Place, sentence: Prose): ReadonlyArray<Extracted> => {
  const [, subject, done, who] = made.exec(sentence.text) ?? []
  if (subject === undefined || done === undefined || who === undefined || !isNamed(place, sentence, subject)) return []
  const asked = `Who ${past[done] ?? done} ${lowerArticle(subject)}?`
  return [card(place, sentence, "definition.who", asked, who)]
}

const did = new RegExp(
  `^(?=\\p{Lu})(${name}) (${making}|wrote) ((?:the |${word}(?=[ .,;])).{0,60}?)(?= (?:in|at|between|around|during|from|by|for|on|when|after|as|to|and|with|which|that)\\s|[.,;])`,
  "u"
)

/** "Tim Berners-Lee invented the World Wide Web at CERN." */
export const doer = (place: Place, sentence: Prose): ReadonlyArray<Extracted> => {
  const [, who, done, work] = did.exec(sentence.text) ?? []
  if (who === undefined || done === undefined || work === undefined || !isNamed(place, sentence, work)) return []
  return [card(place, sentence, "definition.who", `Who ${done} ${work}?`, who)]
}

/** Which one, only the text around says. */
const nameless =
  /^(?:(?:first|new|old|same|whole|other|present|current|modern) )?(?:term|word|concept|idea|name|theory|method|technique|model|law|effect|process|book|paper|building|city|town|company|state|system|style|club|group|team|design|church|school|work|version|edition|rule|treaty|party|army|government|test|machine|device|tool|language|program|project)s?$/i

const isNamed = (place: Place, sentence: Prose, subject: string): boolean => {
  const bare = subject.replace(/^(?:the|an?)\s/i, "")
  return (
    place.english &&
    standsAlone(sentence.text) &&
    isName(subject) &&
    countWords(bare) <= 10 &&
    !nameless.test(bare) &&
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
