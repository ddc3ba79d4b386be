/**
 * Words the questions, so that each is understood away from its note.
 */
import type { Place } from "./Extracted.ts"
import { isGlossary, isLabelWord } from "./labelWords.ts"
import { capital, countWords } from "./wording.ts"

const longestTopic = 7
const longestAsked = 13

/** The name of the section, where it is short enough to say. */
export const topicOf = (place: Place): string => {
  // A glossary is of all of the lesson, whatever section it stands in.
  if (isGlossary(place)) return ""
  // "Reverse proxy (web server)" would nest brackets in brackets.
  const bare = nameIn(subjectsIn(place).at(-1) ?? "", place)
    // Of "parse(text, options)" only the name is said.
    .replace(/(?<=[\p{L}\d_])\(.*$|\s*\([^()]*\)?$/u, "")
    .replace(/[?!.:]+$/, "")
  return isShort(bare, longestTopic, 70) || (asksSomething(bare) && isShort(bare, longestAsked, 90)) ? bare : ""
}

/** A summary is of what stands around it, and names nothing of its own. */
const subjectsIn = ({ path }: Place): ReadonlyArray<string> => {
  return namesNothing(path.at(-1) ?? "") ? path.filter((title) => !namesNothing(title)) : path
}

const namesNothing = (title: string): boolean => roundup.test(title.replace(ordered, "")) || isLabelWord(title)

const roundup =
  /^(?:\d+(?:\.\d+)*\.?\s+)?(?:(?:section|chapter|unit|lesson|quick|final|exam|my|course)\s)?(?:summary|recap|review|glossary|key (?:terms?|concepts?|ideas?|points?|takeaways?)|vocabulary|terms|terminology|definitions?|concepts|overview|introduction|basics|notes|in (?:short|brief))(?:(?: and|,| &) (?:summary|definitions|concepts|terms|vocabulary|review|overview))*$/i

const isShort = (text: string, words: number, length: number): boolean =>
  countWords(text) <= words && text.length <= length

/** A section called by a question is named after what that asks about, else by all of the question. */
const nameIn = (title: string, { path }: Place): string => {
  const own = title
    .replace(ordered, "")
    .replace(/^(?:class|event|method|property|function|note|example|case|type|option):\s+/i, "")
    .replace(/:\s.*$|[\s*.]+$/, "")
  if (!asksSomething(own)) return unshouted(own)
  const around = path.findLast((above) => !asksSomething(above)) ?? ""
  return askedAbout(own) ?? (isShort(own, longestAsked, 90) || collection.test(around) ? own : around)
}

/** "THE FIRST AMERICANS", where the capitals are the heading's. */
const unshouted = (title: string): string =>
  /\p{Ll}/u.test(title) || !/\s/.test(title) || /\d/.test(title)
    ? title
    : capital(
        title.replace(/[\p{L}’']+/gu, (word) => {
          if (/^[IVX]+$/.test(word)) return word
          return smallWord.test(word) ? word.toLowerCase() : word.charAt(0) + word.slice(1).toLowerCase()
        })
      )

const smallWord = /^(?:of|the|and|or|in|to|an?|for|on|at|by|with|from|as)$/i

/** Whether the section's own title says what it is about. */
export const isNamed = ({ path }: Place): boolean => {
  const own = (path.at(-1) ?? "").replace(ordered, "")
  return !asksSomething(own) || askedAbout(own) !== undefined
}

/** Holds whatever came together. */
const collection = /\b(?:questions|miscellaneous|misc|q&a|faqs?|general|others?|introduction|overview|basics)\b/i

/** "Explain the basic Docker commands" is about Docker commands. */
const ordered =
  /^(?:explain|describe|give (?:an? |some )?(?:short |brief )?(?:descriptions?|examples?|explanations?) of|define|discuss|present|compare|tell (?:me|us) about|short description of)\s+(?:(?:the|some|all|few|a|an|most|common|basic|main|important|popular|different|following|(?:functions?|purposes?|use|usage|meanings?|each) of) )*/i

const asksSomething = (title: string): boolean =>
  /[?？]$/.test(title) || /^(?:what|why|how|when|which|who|where)\s/i.test(title)

/** "What are error boundaries?" is about error boundaries; most other questions name nothing. */
const askedAbout = (question: string): string | undefined => {
  const subject =
    /^what (?:is|are|does) (?:meant by |(?:the )?differences? between )?(?:an? |the )?([^?,]{2,60}?)(?: mean| do| in [^?]*)?\s*[?？]?$/i.exec(
      question
    )?.[1]
  return subject === undefined ||
    /\b(?:you|your|we|my|our|need|know|want|should|ways?|steps?|reasons?|possible|main|of)\b/i.test(subject)
    ? undefined
    : subject
}

/** Adds the section's name, unless the question already says it. */
export const within = (question: string, term: string, place: Place): string => {
  const topic = topicOf(place)
  const known = stems(topic).join(" ")
  const asked = stems(question).join(" ")
  const name = stems(nameIn(place.path.at(-1) ?? "", place))
  const words = stems(term)
  // "Journal" among "three types of journaling" still has to say where.
  const named = ` ${name.join(" ")} `.includes(` ${words.join(" ")} `) && words.length * 3 >= name.length
  const redundant = known === "" || asked.includes(known) || named
  return redundant ? question : `${question} (${topic})`
}

/** Words without their endings, so that "balancing" and "balancers" are the same subject. */
export const stems = (text: string): ReadonlyArray<string> =>
  (text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []).map((word) =>
    word.length > 4 ? word.replace(/(?:ing|ers?|ors?|es|s)$/, "") : word
  )

/** "the cache" and not "The cache", since it follows "What is". */
export const lowerArticle = (term: string): string => term.replace(/^(?:The|An?)\s/, (article) => article.toLowerCase())

const singular =
  /(?:ss|us|is|(?<!are|ide|amer|ormul|quot|chem|emm|tenn|er|gend|izz|arv)as|ics|news|series|species|lens|bias|canvas|kubernetes|always|https)$/i

export const isPlural = (term: string): boolean => {
  const head = term.replace(/\s*\(.*\)$/, "").replace(/\s(?:of|for|in|on|to|with|from|by|at)\s.*$/, "")
  // "CDNs" are several, "DNS" is one.
  return /[a-zA-Z]s$/.test(head) && !singular.test(head) && !/\.\w+$/.test(head)
}

/** Asks without a word of English: what the note says, as it writes it. */
export const askBare = (term: string, place: Place): string => {
  const asked = within(`${term} = ?`, term, place)
  return asked.length < shortest ? `“${term}” = …?` : asked
}

/** Shorter than this no question is taken for one. */
const shortest = 8

/** A property of something, in words or with none of English. */
export const askOf = (thing: string, property: string, inEnglish: string, { english }: Place): string =>
  english ? inEnglish : `${thing} – ${property}?`

export const askMeaning = (term: string, place: Place): string =>
  place.english ? `What does “${term}” mean?` : askBare(term, place)

export const askInitials = (short: string, place: Place): string =>
  place.english ? `What does ${short} stand for?` : askBare(short, place)

export const askYear = (date: string, place: Place): string =>
  place.english ? within(`What happened in ${date}?`, date, place) : askBare(date, place)

/** English sentences have the capital of a sentence; elsewhere a capital may change the word. */
export const opened = (answer: string, { english }: Place): string =>
  english && !/^\S+[./]\S*$|^\w+\s?(?:[=<>!]=|[<>]|[(.]\w|:=)/.test(answer) ? capital(answer) : answer

/** "Inventories is a category": the note says it as of one, and the question as of many would not be answered. */
const isSeveral = (name: string): boolean => /^\p{Ll}/u.test(name) && !/^(?:an?|the)\s/.test(name) && isPlural(name)

/** Nouns that can be counted want an article, which some notes leave out. */
const lacksArticle =
  /^(?!(?:the|an?|my|your|its|their|one|each|every|any|no)\s)(?!.*(?:['’]s?|s['’])\s)(?:[\p{L}\p{N}-]+[ -]){1,4}(?:algorithm|protocol|theorem|equation|formula|cycle|effect|paradox|model|method|principle|hypothesis|illusion|fallacy|cell|organ|gene|enzyme|hormone|system|function|variable|operator|server|client|attack|cipher|key|tree|graph|list|table|network|company|party|war|revolution|treaty|act|constitution|empire|river)$/iu

/** Named after somebody, or a thing there is one of. */
const onlyOne = /^\p{Lu}\S+ .*\p{Ll}+$|\s(?:effect|paradox|hypothesis|theorem|principle|cycle|illusion|fallacy)$/u

export const askWhat = (term: string, place: Place, verb = isPlural(term) ? "are" : "is"): string => {
  const name = term.replace(/[.:]$/, "")
  if (!place.english) return askBare(name, place)
  if ((verb === "is" && isSeveral(name)) || lacksArticle.test(name))
    return lacksArticle.test(name) && onlyOne.test(name)
      ? within(`What ${verb} the ${name}?`, name, place)
      : within(askMeaning(name, place), name, place)
  return within(`What ${verb} ${lowerArticle(name)}?`, name, place)
}
