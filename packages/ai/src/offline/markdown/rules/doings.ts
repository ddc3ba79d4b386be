/**
 * Cards from the sentence that tells what the thing a section is named after does: "Sharding distributes data ...".
 */
import { inSentence } from "../casing.ts"
import { isPlural, lowerArticle, within } from "../asking.ts"
import type { Extracted, Place } from "../Extracted.ts"
import { placeOf, type Prose } from "../prose.ts"
import { subjectNamed } from "../subjects.ts"
import { capital, countWords, isName, standsAlone } from "../wording.ts"

const notVerbs =
  /^(?:were|became|began|led|took|made|gave|got|went|came|saw|kept|held|built|found|fought|lost|won|fell|rose|grew|left|said|told|knew|brought|caught|taught|ran|met|sent|stood|wrote|spoke|broke|chose|drew|is|are|was|has|does|this|its|as|us|thus|plus|always|sometimes|perhaps|besides|whereas|across|can|may|might|will|would|should|must|have|had|and|or|in|on|at|of|for|with|to|from|by|the|that|which|who|not|also|only|then|than|but|when|where|such|works?|receives?|contains?|consists?|comprises?|involves?|varies|vary|remains?|becomes?|results?|leads?|belongs?|differs?|refers?|appears?|seems?|experiences?|undergo(?:es)?|comes?|defines?|denotes?|depends?|tends?|needs?|includes?|represents?|resembles?|matters?|exists?|looks?)$/

const claims = /^(state|say|claim|hold|predict|assert|suggest|propose|show|mean)s?(?= that\b)/

export const doing = (place: Place, sentence: Prose): ReadonlyArray<Extracted> => {
  const text = sentence.text
  const subject = subjectNamed(text, place.path.at(-1) ?? "") ?? subjectMarked(sentence)
  if (subject === null || !standsAlone(text)) return []
  const predicate = predicateOf(text.slice(subject.length))
  const plural = isPlural(subject)
  if (!isDoing(predicate, plural)) return []
  const name = inSentence(place, sentence, lowerArticle(subject))
  const when = /^(happen|occur|begin|start|end)s? (?=(?:when|if|once|as soon as)\b)/.exec(predicate)
  if (when !== null && place.english) {
    const [said, verb] = when
    return [
      card(place, sentence, `When ${plural ? "do" : "does"} ${name} ${verb}?`, subject, predicate.slice(said.length))
    ]
  }
  // "What does the theory do? - States that ..." would be a poor question.
  const [claim = "", claimed = "do"] = claims.exec(predicate) ?? []
  const verbs = plural ? "do" : "does"
  return [card(place, sentence, `What ${verbs} ${name} ${claimed}?`, subject, predicate.slice(claim.length).trim())]
}

const card = (place: Place, sentence: Prose, asked: string, subject: string, answer: string): Extracted => ({
  kind: "definition",
  rule: "definition.what-it-does",
  question: within(asked, subject, place),
  answer: capital(answer),
  confidence: 0.75,
  quote: placeOf(place.markdown, sentence)
})

/** What follows the subject, without an aside in brackets and without hedging. */
const predicateOf = (rest: string): string =>
  rest.replace(/^ \([^()]{2,60}\)/, "").replace(/^\s*(?:(?:generally|typically|usually|often|simply)\s)?/, "")

/** Begins with a verb that agrees with its subject. */
const isDoing = (predicate: string, plural: boolean): boolean => {
  const verb = /^[a-z]+/.exec(predicate)?.[0] ?? ""
  // "Caches store", but "a cache stores": any other form is not the verb.
  const agrees = plural ? !/(?:ed|ing|ly|s)$/.test(verb) : /[^s]s$|sses$|shes$|ches$/.test(verb)
  return (
    agrees &&
    verb.length >= 3 &&
    !notVerbs.test(verb) &&
    !compound.test(predicate) &&
    !longer.test(predicate) &&
    !formed.test(predicate) &&
    countWords(predicate) >= 5
  )
}

/** "Spherical coordinates represent the ..." speaks of coordinates. */
const longer =
  /^\p{Ll}+s (?!(?:that|how|what|both|all|only|from|onto?|to|in|into|over|with|by|for|at|across|through|against|out|up|off|down|along|around|between|when|where|whether|which|not|also|exactly|about|as)\b)\p{Ll}{3,}[^s\W] (?:the|an?|its|their|all)\s/u

/** Says how it looks or what it is without, and not what it does; or speaks of another noun, with an aside behind it. */
const formed =
  /^(?:lacks?|begins? with|starts? with|ends? with|opens? with|lies?|sits?|stands?|feels?|sounds?)\s|^\S+\s\(/

/** "DNS services have ..." speaks of services, not of DNS. */
const compound = /^\S+\s(?:is|are|has|have|had|can|will|may|might|must|should|do|does|become|were|was)\s/

/** The words a sentence opens with, when they are set in bold. */
const subjectMarked = ({ marks, text }: Prose): string | null => {
  const opening = /^(?:(?:An?|The)\s)?/.exec(text)?.[0].length ?? 0
  const mark = marks.find(({ from, kind }) => (kind === "strong" || kind === "emphasis") && from === opening)
  // "Interpersonal topics include ...": half of a name.
  if (mark !== undefined && /^\p{L}+(?:al|ic|ive|ous|ary|able|ible)$/u.test(text.slice(opening, mark.to))) return null
  // A single slanted word is as often an adjective: "Scruffy labs".
  if (mark?.kind === "emphasis" && opening === 0 && !text.slice(0, mark.to).includes(" ")) return null
  const name = mark === undefined ? "" : text.slice(opening, mark.to)
  return mark !== undefined && /\p{L}$/u.test(name) && isName(name) ? text.slice(0, mark.to) : null
}
