/**
 * Asks for what a term means in the words its explanation calls for: what it is, what it does, what is meant by it.
 */
import { askBare, isPlural, lowerArticle, within } from "./asking.ts"
import { inList } from "./casing.ts"
import type { Defining } from "./defining.ts"
import { isPerson } from "./people.ts"
import type { Place } from "./Extracted.ts"
import { isSymbol } from "./labels.ts"
import { articleOf } from "./nouns.ts"
import { capital, isOrder } from "./wording.ts"

export const askAbout = (term: string, explanation: string, place: Place, code = isSymbol(term)): string => {
  const name = term.replace(/[.:]$/, "")
  if (!place.english) return askBare(name, place)
  const opening = capital(explanation.replace(/^["“]/, ""))
  const asked = code ? ofCode(name, opening) : ofTerm(saidOf(name, place), opening)
  return within(asked, name, place)
}

/** The question for a term whose explanation defines it, in the way it does. */
export const askDefined = (term: string, defining: Defining, meaning: string, place: Place): string => {
  const { said, sure, term: name } = saidOf(term.replace(/[.:]$/, ""), place)
  const asked =
    defining === "person" ? `Who ${past.test(meaning) ? "was" : "is"} ${term}?` : wordingOf(said, sure, name, defining)
  return within(asked, name, place)
}

/** Said of somebody who is no more. */
const past =
  /\bwho (?:was|had|\p{Ll}+ed|led|wrote|shot|won|fought|became|made|took|gave|built|ran|held|began|found|brought|sought|taught|drew)\b|\b1\d{3}\b|\b(?:BCE?|century)\b/u

const wordingOf = (said: string, sure: boolean, term: string, defining: Defining): string => {
  const many = isPlural(term)
  if (defining === "law") return sure ? `What does ${said} state?` : `${capital(term)}: what does it state?`
  if (defining === "quality") return `What does “${small(term)}” mean?`
  if (defining === "doing")
    return sure
      ? `What ${many ? "do" : "does"} ${said} do?`
      : `${capital(term)}: what ${many ? "do they" : "does it"} do?`
  return sure && defining !== "case" ? `What ${many ? "are" : "is"} ${said}?` : `What is meant by “${term}”?`
}

const ofCode = (name: string, opening: string): string => {
  if (/^To\s\p{Ll}/u.test(opening)) return `What is ${name} for?`
  const noun = isThing(opening)
  const call = name.endsWith(")") && !noun
  const does =
    call ||
    (!noun &&
      (isOrder(opening) ||
        ordering.test(opening) ||
        isActing(opening) ||
        transitive.test(opening) ||
        isClause(opening)))
  return does ? `What does ${name} do?` : `What is ${name}?`
}

const ofTerm = ({ said, sure, term }: Said, opening: string): string => {
  if (isPerson(term, opening)) return `Who is ${term}?`
  const many = isPlural(term)
  if (attribute.test(opening) && /^\p{Ll}+$/iu.test(term)) return `What does “${small(term)}” mean?`
  if (/^(?:is|are) about\s/i.test(opening)) return `What is ${said} about?`
  const signs = /^(indicate|mean|denote|represent|signal)s\s/i.exec(opening)?.[1]
  if (signs !== undefined) return `What does ${sure ? said : `“${term}”`} ${signs.toLowerCase()}?`
  if (isActing(opening)) {
    if (sure) return `What ${many ? "do" : "does"} ${said} do?`
    return `${capital(term)}: what does it do?`
  }
  // "Directs attention" or "Chromosomes condense": the question has to suit both.
  if (!isThing(opening) && transitive.test(opening)) return `What characterises “${term}”?`
  const clause = /^(?:to\s+[a-z]|how\s|when\s|whether\s|if\s)/i.test(opening) || isOrder(opening) || isClause(opening)
  return clause || !sure ? `What is meant by “${term}”?` : `What ${many ? "are" : "is"} ${said}?`
}

/** Explains an adjective: "having one set of chromosomes". */
const attribute =
  /^(?:having|being|relating to|related to|pertaining to|able to|unable to|capable of|of or|without|made of|free of|consisting of)\s/i

const small = (term: string): string => (/^\p{Lu}\p{Ll}+$/u.test(term) ? term.toLowerCase() : term)

interface Said {
  readonly term: string
  /** With the article the note gives it. */
  readonly said: string
  /** Whether it stands in a sentence as it is. */
  readonly sure: boolean
}

const saidOf = (term: string, place: Place): Said => {
  if (/^(?:an?|the)\s/i.test(term)) return { term, said: lowerArticle(term), sure: true }
  if (isPlural(term)) {
    const several = inList(place, term)
    return { term: several, said: several, sure: /^[\p{Ll}\p{Lu}]\p{Lu}|^\p{Ll}/u.test(several) }
  }
  const small = /^\p{Lu}\p{Ll}/u.test(term) ? term.charAt(0).toLowerCase() + term.slice(1) : term
  for (const written of [small, term]) {
    const article = articleOf(place, written)
    if (article !== undefined) return { term: written, said: `${article} ${written}`, sure: true }
  }
  const plain = inList(place, term)
  const own = plain.replace(/\s*\([^()]*\)$/, "")
  return {
    term: plain,
    said: plain,
    sure: /^\p{Lo}[^\s]*$|^[\p{Lu}\d/-]{2,}$/u.test(own) || uncounted.test(own)
  }
}

/** Nouns of what cannot be counted, which take no article. */
const uncounted = /^\S*(?:tion|sion|ness|ity|isms?|sis|ics|logy|ance|ence|graphy|[^\Wr]ing|learning)$/i

/** Begins with what it does: "Stores the DNA". */
const isActing = (opening: string): boolean =>
  !isThing(opening) && (acting.test(opening) || plainVerb.test(opening) || several.test(opening))

/** "Name of the file", "Streams to which data is written": a noun that looks like a verb. */
const isThing = (opening: string): boolean =>
  /^(?:\S+\s){1,3}?(?:to|from|in|with|by|on|for|at|of) (?:which|whom|whose)\b|^(?:Name|Size|Number|List|Set|Type|Value|Length|Time|Date|Place|Part|Sum|Rate|Amount|Group|Process|Branch|State|Form|Path|Change|Lack|Loss|Measure|Study|Use|Act|Ability|Series|Lots|Kinds?|Names?)\s(?:\S+\s)?(?:of|in|between|at|that|which|where|when)\b/.test(
    opening
  )

/** Opens with an order: "Disable matching ...", "Trace all calls". */
const ordering =
  /^(?:also|attempt|compile|disable|support|defer|use|when|trace|commit|pass|throw|retain|emit|call|convert|parse|match|display|copy|clone|push|pull|fetch|merge|switch|restart|kill|mount|shut|debug|search|change|apply|add|force|configure|subscribe|invoke|clean|coerce|bump|increment|suppress|restore|load|export|import|execute|render|register|select|sort|filter|reverse|cancel|abort|resume|pause|destroy|sync|upload|download)\s/i

/** Verbs plain enough to be known without what follows. */
const plainVerb =
  /^(?:stores|uses|utilizes|verifies|ensures|guarantees|indicates|determines|proves|detects|happens|occurs|produces|focuses|aims|serves|deals|checks that|checks whether|contains|creates|makes|breaks|builds|carries|controls|converts|digests|generates|regulates|transports|protects|helps|allows|provides|sends|receives|returns|adds|removes|moves|keeps|gives|takes|turns|splits|joins|packages|specifies|describes|does|inhibits|activates|blocks|secretes|absorbs|binds|connects|covers|delivers|dilates|filters|prevents|raises|lowers|reduces|increases|stimulates|relaxes|causes|calculates|searches for|enables|shows|reads|calls|updates|measures|releases|pumps|finds|skips|leaves|stops|repeats|inserts|prints|opens|closes) \S/i

/** A verb, or a plural with a verb behind it. */
const transitive =
  /^[A-Z][a-z]+[^s\Wu]s (?!(?:of|from|in|on|at|with|for|such|like|and|or|that|which|who|whose|to|by|as|between|under|over|where|when|without|within|during|inside|outside|near|into|through|about|not|can|per|are|were|is|was|made|used|found|built|held|written|taken|given|known|seen|\w+ed|\w+ing)\b)[a-z]+/

/** "Points a name to ...", "Partially updates a ...": a verb that wants a subject. */
const acting =
  /^(?:[A-Z][a-z]+ly )?(?!Is |As |This |Was |Has |Does )[A-Za-z][a-z]+(?:[^s\W]s|sses|shes|ches)\s+(?:the|an?|all|any|each|every|its?|your|their|this|two|one|how|what|which|when|whether|to|into|multiple|more)\b/

/** "Modifies, sorts and ships proteins". */
const several = /^[A-Z][a-z]+[^s\W]s(?:, [a-z]+[^s\W]s)*,? and [a-z]+[^s\W]s\s/

const isClause = (text: string): boolean =>
  /^(?:Each|Every)\s/.test(text) ||
  (/^(?:(?!what|that|which|who|where|how)\S+\s+){1,5}(?:is|are|was|were|will|may|can|must|should|has|have|do|does)\s/.test(
    text
  ) &&
    !/^(?:An?|The|Any|One)\s(?:\S+\s){0,5}(?:that|which|who|where)\s/.test(text))
