/**
 * Words the question for a cell of a table out of its column's heading: only a noun takes "what is the ...?".
 */
import { isPlural } from "../asking.ts"
import type { Place } from "../Extracted.ts"
import { isNoun } from "../nouns.ts"
import { capital } from "../wording.ts"

const language =
  /^(?:english|spanish|french|german|italian|portuguese|dutch|swedish|norwegian|danish|finnish|polish|czech|russian|ukrainian|greek|latin|turkish|arabic|hebrew|hindi|chinese|mandarin|japanese|korean)$/i

type Wording = (thing: string, name: string, answer: string) => string | undefined

/** Nothing, where the heading makes no question: what stands below it is left to be looked up. */
export const columnQuestion = (place: Place, thing: string, heading: string, answer: string): string | undefined => {
  const name = isNamed(heading) ? heading : small(heading)
  if (language.test(heading)) return `What is “${thing}” in ${heading}?`
  if (oneOfMany.test(name)) return undefined
  for (const wording of wordings) {
    const question = wording(thing, name, answer)
    if (question !== undefined) return question
  }
  if (!isNoun(place, heading) || (isNamed(heading) && !/^\p{Ll}/u.test(heading))) return undefined
  if (person.test(name)) return `${thing}: who ${be(heading)} the ${name}?`
  return `${thing}: what ${be(heading)} the ${name}?`
}

/** Any other would do as well. */
const oneOfMany =
  /^(?:(?:key |typical |common |famous |other )?(?:examples?|notes?|comments?|remarks?|advantages?|disadvantages?|benefits?|drawbacks?|synonyms?|alternatives?|features?)|details?|information|protocols|tools|works?|books|places|types?|kinds?|members|names?|titles?|links?|numbers?|status|values?)$/

export const person =
  /(?:^|\s)(?:leader|author|inventor|discoverer|founder|king|queen|ruler|president|composer|painter|artist|scientist|philosopher|general|commander|winner|architect|god|goddess|hero|writer|creator|designer|owner|opponent)s?$/

const be = (thing: string): string => (isPlural(thing) ? "are" : "is")

const does = (thing: string): string => (isPlural(thing) ? "do" : "does")

/** "shows" to "show", "matches" to "match", "applies" to "apply". */
const bareVerb = (verb: string): string =>
  verb
    .replace(/ies$/, "y")
    .replace(/(ch|sh|ss|x|o)es$/, "$1")
    .replace(/([^s])s$/, "$1")

/** "Shows", "Contains": verbs that are hardly ever the plural of a noun. */
const verbs =
  /^(?:shows|says|means|does|tells|contains|returns|stores|holds|produces|requires|gives|takes|makes|affects|prevents|allows|provides|describes|represents|includes|adds|removes|replaces|creates|detects|treats|explains|asks|becomes|yields|expects|accepts|consumes|inhibits|activates|secretes|absorbs|carries|eats|sends|reads|writes|keeps|generates|protects|supports)$/

const verbsWith =
  /^(applies|belongs|leads|consists|depends|comes|refers|relates|corresponds|works|lives|connects|responds|reacts|binds|occurs|translates|converts|turns|attaches|grows|runs|goes|points) (to|on|of|from|in|with|into|at|for|by)$/

const states =
  /^(\p{L}+(?:ed|en)|best|good|bad|ideal|known|found|made|built|held|typical|due|kept|sold|paid|worn|drawn|meant) (for|to|in|on|by|of|from|as|with|at)$/u

/** What was done once, and not again and again. */
const once =
  /^(?:discovered|invented|founded|written|painted|composed|introduced|developed|proposed|released|signed|built|designed|first \S+)$/

/** Asks of a thing that has a proper name, else puts it in front and asks of "it", which wants no article. */
const of = (thing: string, ask: (subject: string) => string, named = isProper(thing)): string => {
  if (named) return capital(ask(thing))
  return `${thing}: ${ask(isPlural(thing) ? "they" : "it")}`
}

/** "Lloyd's Register", "ANOVA"; a single word may have its capital from the table. */
const isProper = (thing: string): boolean =>
  /^[\p{Lu}\d-]{2,}$/u.test(thing) || (thing.includes(" ") && isCapital(thing))

const isCapital = (thing: string): boolean => thing.split(/\s+/).every((word) => !/^\p{Ll}/u.test(word))

const called: Wording = (thing, name) =>
  /^(?:what it is|definition|meaning)$/.test(name) ? of(thing, (it) => `what ${be(thing)} ${it}?`) : undefined

/** "What it says", "how it works". */
const clause: Wording = (thing, name) => {
  const [, asking, verb] =
    /^(?:(?=what)|(?=how (?:it|they) (?:works?|functions?|grows?|moves?|spreads?)$))(what|how) (?:it|they) (\p{Ll}+)$/u.exec(
      name
    ) ?? []
  if (asking === undefined || verb === undefined || /^(?:is|are|was|has|can|will)$/.test(verb)) return undefined
  return of(thing, (it) => `${asking} ${does(thing)} ${it} ${bareVerb(verb)}?`)
}

const owned: Wording = (thing, name) => {
  const [, asking, verb] = /^(who|what) (\p{Ll}+s) (?:it|them)$/u.exec(name) ?? []
  return asking === undefined ? undefined : `${capital(asking)} ${verb} ${thing}?`
}

const used: Wording = (thing, name) =>
  /^when (?:(?:i|you|we|to) )?use(?:d| it| them)?$/i.test(name)
    ? of(thing, (it) => `when ${be(thing)} ${it} used?`)
    : undefined

const doing: Wording = (thing, name) => {
  const [, verb, preposition] = verbsWith.exec(name) ?? []
  const alone = verbs.test(name) ? name : undefined
  const said = alone ?? verb
  return said === undefined
    ? undefined
    : of(thing, (it) => `what ${does(thing)} ${it} ${bareVerb(said)}${alone === undefined ? ` ${preposition}` : ""}?`)
}

/** "Best for", "Suited to": the header is half a sentence already. */
const halfSentence: Wording = (thing, name) => {
  const [, state, preposition] = states.exec(name) ?? []
  if (state === undefined) return undefined
  const verb = once.test(state) ? (isPlural(thing) ? "were" : "was") : be(thing)
  return of(thing, (it) => `${preposition === "by" ? "who or what" : "what"} ${verb} ${it} ${name}?`)
}

/** "Founded" over a year, "Born" over a day. */
const dated: Wording = (thing, name, answer) => {
  if (!/\b\d{3,4}\b|\b(?:BCE?|AD|CE)\b|\bcentury\b/.test(answer)) return undefined
  if (name === "died") return of(thing, (it) => `when did ${it} die?`, isCapital(thing))
  const past =
    /^(?:born|founded|built|completed|discovered|invented|published|released|introduced|opened|signed|created|established|abolished|written|painted)$/
  return past.test(name)
    ? of(thing, (it) => `when ${isPlural(thing) ? "were" : "was"} ${it} ${name}?`, isCapital(thing))
    : undefined
}

const sides: Wording = (thing, name) => (/^(?:pros|cons)$/.test(name) ? `${thing}: what are the ${name}?` : undefined)

/** From the most special; the first that knows the heading has it. */
const wordings: ReadonlyArray<Wording> = [called, clause, owned, used, doing, halfSentence, dated, sides]

/** "insert" or "RPC" as a header is the name of something and takes no article. */
export const isNamed = (heading: string): boolean => /^(?:[a-z]|[A-Z]{2,}|[A-Z][a-z]+[A-Z])/.test(heading)

/** The words as they stand inside a sentence. */
const small = (heading: string): string =>
  heading.charAt(0).toLowerCase() + (allCapital.test(heading) ? heading.slice(1).toLowerCase() : heading.slice(1))

/** "Use Case", where the capitals are the header's and not the words' own. */
const allCapital = /^(?:\p{Lu}\p{Ll}+(?:\s|$)){2,}$/u
