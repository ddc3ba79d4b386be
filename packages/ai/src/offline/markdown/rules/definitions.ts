/**
 * Cards from sentences that define: "X is a ...", "X refers to ...".
 */
import { askWhat, lowerArticle, within } from "../asking.ts"
import { inSentence } from "../casing.ts"
import { isSound } from "../genus.ts"
import { isAbout } from "../subjects.ts"
import { isPerson } from "../people.ts"
import type { Extracted, Place } from "../Extracted.ts"
import { isThin, withoutTail } from "../predicates.ts"
import { placeOf, type Prose } from "../prose.ts"
import { capital, countWords, isName, isSubject, standsAlone } from "../wording.ts"

const isA =
  /^(?:In ((?!addition|contrast|general|fact|practice|short|order|this|that|these|some|many|most|other|our|any|all)[\p{L}-]+(?: [\p{L}-]+){0,2}), )?((?:(?:A|An|The|Each|a|an|the|each) )?[\p{L}\p{N}'’\-./+# ()]{2,60}?)(?: \([^()]{2,60}\))?(?:, (?:or|also (?:called|known as)|sometimes called|commonly called|often called) (?:the |an? )?[\p{L}\p{N}'’ -]{3,40},)? (is|are|was|were) (?:(?:just|simply|merely|basically|essentially|usually|generally|therefore|thus|also|really) )?((?:an?|the|any|when|used|[\p{Ll}-]{3,}s (?:that|which|whose|who|made|found|produced|formed))\b.+)$/u

/** Predicates that praise or count instead of defining. */
const noDefinition =
  /^(?:(?:an?|the)\s+(?:very |most |more |less )?(?:good|bad|great|better|best|worst|difficult|hard|easy|easier|common|popular|typical|useful|powerful|important|key|big|huge|few|lot|bit|little|classic|crucial|critical|major|fast|slow|cheap|main|only|same|first|second|third|last|next|order|case|result|reason|point|way(?! of| to)|matter|must|problem|opposite|biggest|largest|simplest|strongest|weakest|fastest|primary|other|more|most|real|nice|fine|sign|waste|broad|topic|subject|source|form of|thing|mixed|similar|different|further|special case|fact|common|great|term (?:that|which)|word (?:that|which)|good|vital|essential|central|core|natural (?:choice|fit)|subset|superset|synonym|consequence|hallmark|cornerstone|foundation|key|alternative|interesting|breakout|bread-and-butter|home|official|convenien\S+|true|abbreviation|reminder|reflection|matter|story|tale|look)\b|(?:an?|the) (?:single|small|complex)(?: \S+)? (?:point|part|price|number|amount|step|matter|thing|way|problem|cost|one|change|piece|task|topic|subject)\b|designed to be |where |used (?:as|in|with|by|when)\b|(?:the )?\S+['’]s responsibility|when (?:you|we)|how (?:you|we)|what (?:you|we|makes|matters))/i

/** What only the text around says which one it is. */
const nameless =
  /^(?:values?|arguments?|results?|return values?|outputs?|defaults?|parameters?|options?|propert(?:y|ies)|methods?|functions?|callbacks?|objects?|strings?|names?|types?|fields?|above|goal|idea|aim|benchmark|(?:\S+ )?(?:panel|figure|image|photo|photograph|picture|diagram|illustration|caption|column|row)s?)$/i

/** Names the kind of thing it is, so that it defines even a term nothing else in the note points at. */
const plainest =
  /^(?:(?:an?|the)\s|any (?!of\b)\S+ (?:\S+ )?(?:that|which|who|of|in|with|to)\b|[\p{Ll}-]+s (?:that|which|whose|who)\b)/u

export const definition = (place: Place, sentence: Prose): ReadonlyArray<Extracted> => {
  const text = sentence.text
  const match = isA.exec(text)
  const [, field, opening, verb, predicate] = match ?? []
  // "Each centriole is a ...": so is a centriole.
  const subject = opening?.replace(/^each (?=([aeiou])?)/i, (_, vowel) => (vowel === undefined ? "a " : "an "))
  if (
    subject === undefined ||
    predicate === undefined ||
    !standsAlone((field === undefined ? text : subjectFirst(text)).replace(/^Each /, "A "))
  )
    return []
  const term = subject.replace(/^(?:an?|the)\s/i, "")
  // "The string 'x'" is one of an example.
  if ((nameless.test(term) && !/^an?\s/i.test(subject)) || /(?:^|\s)['’]\S+['’](?:\s|$)/.test(term)) return []
  const past = verb === "was" || verb === "were"
  if (
    /^(?:[Tt]he )?\d|^(?:Using|Having|Being|Doing|Making|Setting|Getting|Adding|Running|Creating|Writing)\s/.test(
      subject
    )
  )
    return []
  // "The nucleus’s nucleolus": of something else, and found under its own name.
  if (/^the\s\p{Ll}+['’]s\s/iu.test(subject) || /, so\s/.test(predicate.split(" ").slice(0, 6).join(" "))) return []
  // "An example of this kind", "an unusual one, however": said of something the card does not show.
  if (/\b(?:this|these|those)\s\p{L}|, however\b/u.test(predicate)) return []
  if (!isSubject(subject) || countWords(predicate) < (past ? 3 : 4) || noDefinition.test(predicate)) return []
  const known = isKnown(place, sentence, term)
  if (term.length < 2 || term.split("(").length !== term.split(")").length) return []
  if (place.english && !isSound(term, subject, predicate)) return []
  if (definesAnother(sentence, text.length - predicate.length)) return []
  // "The text is a ...": which one, the card does not show.
  if (!known && /^the\s\p{Ll}+$/iu.test(subject)) return []
  // Without a sign that the note is about this term, only the plainest form counts.
  if (!known && !(plainest.test(predicate) && countWords(term) <= 4)) return []
  if (past)
    return isPerson(subject, predicate) || (known && /^(?:an?|the)\s/i.test(subject))
      ? [ofThePast(place, sentence, `${verb} ${lowerArticle(subject)}`, withoutTail(predicate))]
      : []
  const name = inSentence(place, sentence, verb === "are" ? term : lowerArticle(subject))
  const purpose = /^used (?:to|for)\b/.test(predicate)
  if (isPerson(subject, predicate))
    return [found(place, sentence, `Who is ${subject}?`, withoutTail(predicate), "definition.is-a", 0.8)]
  const asked = purpose ? within(`What ${verb} ${name} used for?`, term, place) : askWhat(name, place, verb)
  const question = field === undefined ? asked : asked.replace("?", ` in ${field}?`)
  const said = purpose ? predicate.slice("used ".length) : predicate
  const answer = withoutTail(said)
  if (countWords(answer) < 2 || isThin(answer)) return []
  return [found(place, sentence, question, answer, "definition.is-a", known ? 0.85 : 0.6)]
}

/** "Temperature is a **confounder**, a variable that ...": the term stands behind the verb. */
const definesAnother = ({ marks, text }: Prose, from: number): boolean =>
  !marks.some((mark) => mark.kind !== "code" && mark.to <= from) &&
  marks.some((mark) => mark.kind === "strong" && /^(?:(?:an?|the) )?$/.test(text.slice(from, mark.from)))

// What was may be a person as well as a thing.
const ofThePast = (place: Place, sentence: Prose, was: string, predicate: string): Extracted => {
  const name = was.replace(/^\S+ /, "")
  const asking = isPerson(name, predicate) ? "Who" : "What"
  return found(place, sentence, `${asking} ${was}?`, predicate, "definition.was-a", 0.7)
}

const subjectFirst = (text: string): string => text.replace(/^In [^,]*, /, "")

const refers =
  /^((?:(?:A|An|The) )?[\p{L}\p{N}'’\-./+# ]{2,50}?) (refers to|means|denotes|describes|measures|consists of|stands for) (.+)$/u

/** Only of a term the note sets in bold or has a section about. */
export const meaning = (place: Place, sentence: Prose): ReadonlyArray<Extracted> => {
  const [, subject, verb, object] = refers.exec(sentence.text) ?? []
  if (subject === undefined || verb === undefined || object === undefined || !standsAlone(sentence.text)) return []
  if (!isName(subject) || countWords(object) < 3 || !isKnown(place, sentence, subject.replace(/^(?:an?|the)\s/i, "")))
    return []
  const question = within(
    `What does ${inSentence(place, sentence, lowerArticle(subject))} ${bareVerb[verb] ?? verb}?`,
    subject,
    place
  )
  const said = verb === "stands for" ? object.replace(/,? (?:and|which|that) (?:it|they|is|are)\b.*$/, "") : object
  return [found(place, sentence, question, said, "definition.meaning", 0.75)]
}

const bareVerb: Record<string, string> = {
  "refers to": "refer to",
  means: "mean",
  denotes: "denote",
  describes: "describe",
  measures: "measure",
  "consists of": "consist of",
  "stands for": "stand for"
}

export const isKnown = (place: Place, sentence: Prose, term: string): boolean => {
  const name = term.toLowerCase()
  const singular = name.replace(/s$/, "")
  const marked = sentence.marks.some(({ from, kind, to }) => {
    const text = sentence.text.slice(from, to).toLowerCase().replace(/s$/, "")
    return kind !== "code" && (text === singular || name.startsWith(text))
  })
  return marked || place.path.slice(-2).some((title) => isAbout(name, title) || title.toLowerCase().includes(singular))
}

export const found = (
  place: Place,
  sentence: Prose,
  question: string,
  answer: string,
  rule: string,
  confidence: number
): Extracted => ({
  kind: "definition",
  rule,
  question,
  answer: capital(answer),
  confidence,
  quote: placeOf(place.markdown, sentence)
})
