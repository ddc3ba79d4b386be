/**
 * Tells whether the words behind a term say what it is or does, and not how common it is, where it is seen or what
 * causes it: only then may one ask what the term means.
 */
import { isPlural } from "./asking.ts"
import { genera } from "./genera.ts"
import { isPerson } from "./people.ts"
import { countWords } from "./wording.ts"

/** A thing has a genus, an act is a verb without a subject, a quality is had, a case holds of each or both; a doing says what the thing does. */
export type Defining = "thing" | "act" | "quality" | "doing" | "person" | "case" | "law"

export const definingOf = (term: string, said: string, inGlossary = false): Defining | undefined => {
  if (isPerson(term, said) || (fullName.test(term) && whoever.test(said))) return "person"
  if (personal.test(said)) return undefined
  if (law.test(term)) return states.test(said) ? "law" : undefined
  if (everyCase.test(said)) return countWords(said) <= 20 ? "case" : undefined
  if (inGlossary && /^what happens (?:when|if)\s/.test(said)) return "case"
  if (elsewise.test(said) || ranked.test(opening(said, 7)) || likened.test(opening(said, 3))) return undefined
  if (quality.test(said)) return "quality"
  if (isAct(term, said)) return "act"
  if (isThing(term, said)) return "thing"
  if (isDoing(term, said)) return "doing"
  return inGlossary && countWords(said) >= 3 ? "case" : undefined
}

/** "Reduced supply of blood", cut off where a second fact begins. */
export const firstFact = (said: string): string => said.split(/;\s|\s[–—]\s/)[0] ?? said

const fullName = /^\p{Lu}\p{Ll}[\p{L}’'-]+(?: \p{Lu}[\p{L}.’'-]*){1,3}$/u

const whoever = /^(?:(?:an?|the) )?(?:[\p{L}’'.-]+ ){1,5}who \p{Ll}/iu

/** A law says something, in a sentence that nobody found, named or called important. */
const law = /(?:^|\s)(?:law|principle|theorem|postulate|axiom|hypothesis)(?:\s(?:of|for)\s.*)?$/i

const states =
  /^(?!(?:it|this|they|some|many|proposed|used|named|stated|also|see|an?|one)\s|.*\b(?:proposed|discovered|formulated|developed|named|known as|important|useful|we|you|your)\b)(?:[\p{L}\d’',-]+\s){4,30}/iu

const opening = (said: string, words: number): string => said.split(/\s+/).slice(0, words).join(" ")

/** "Each transaction is all or nothing": holds of all it is said of, and so says what the word means. */
const everyCase = /^(?:each|every|both|one (?:side|party|person|group))\s(?:\S+\s){1,4}\S/i

/** Says when, where, why, how often, in whom. */
const elsewise =
  /^(?:caused|due|because|seen|found|occurs?|occurring|usually|often|typically|commonly|generally|mostly|mainly|rarely|sometimes|frequently|treated|associated|related to an?\b|e\.g\.|such as|includ\p{Ll}+|based|depend\p{Ll}+|according|results? (?:from|in)|leads?|leading|causes?|causing|affects?|affecting|especially|requires?|increased?|decreased?|increasing|decreasing|raised|lowered|elevated|reduced? risk|high(?:er)?|low(?:er)?|more|less|fewer|many|most|some|several|all|two|three|four|no|not|severe|mild|moderate|marked|significant|variable|poor|contralateral|bilateral|unilateral|never|always|only|also|even|one of|part of the reason|here|there|when|where|if|while|after|before|during|since|until|as|in|on|at|by|for|from|with|without|within|between|under|over|through|across|among|against|about|around|along|near|inside|outside|like|unlike|up to|at least|because of|instead|however|but|and|or|so|thus|see|note|what|how|why|who|whose|which|whether|that|this|these|those|it|they|he|she|we|you|there|its|their|his|her|our|your|\d)\b/iu

/** How common, how important or how many, which does not define. */
const ranked =
  /\b(?:most|least|leading|commonest|biggest|largest|greatest|best|worst|main|primary|major|key|important|essential|crucial|vital|popular|common|rare|typical|classic|hallmark|strongest|few|lot|lots|bit|causes? of|signs? of|symptoms? of|results? of|reasons?|examples? of|complications? of|risks? of|consequences? of|features? of|advantages?|disadvantages?|benefits?|drawbacks?|problems?|issues?|challenges?|responsible for)\b/i

const likened =
  /\b(?:first|second|third|last|next|final|only|same|other|another|similar|different|good(?! (?:for|that|which|whose|or)\b)|bad|great|useful|powerful|big|huge)\b/i

const personal = /\b(?:we|us|our|ours|let['’]s|I|my|this (?:lesson|chapter|section|course|unit|page|module)|figure)\b/

/** Explains an adjective: "having one set of chromosomes". */
const quality =
  /^(?:having|relating to|pertaining to|able to|unable to|capable of|free of|consisting of|belonging to|characteri[sz]ed by) \p{L}/iu

/** "Rejecting a true hypothesis": what one does. */
const act =
  /^\p{L}{2,}ing (?:an?|the|one['’]?s?|each|all|any|every|multiple|several|two|something|someone|somebody|others?|people|data|information|new|whether|how|what|where|that|between|from|to|up|out|off|down|over|with|into|on|of|for|apart|together|or|and)\b(?:\s\S+){1,}/iu

/** "Grouping things" is said of a process, whatever follows. */
const isAct = (term: string, said: string): boolean =>
  !noAct.test(said) &&
  !hasVerb(` ${sentenceOf(said)} `) &&
  (act.test(said)
    ? !isPlural(term)
    : process.test(term) && /^\p{L}{2,}ing(?:,? (?:or|and) \p{L}+ing)? (?:\S+\s){1,}\S/iu.test(said))

const noAct =
  /^(?:increasing|decreasing|rising|falling|growing|during|having|being|becoming|working|leading|following|resulting|remaining|existing|living|missing|lacking|according|regarding|including|depending|starting|beginning|ending|ranging|using|causing|everything|something|anything|nothing)\b/i

/** Up to the words that only tell which of its kind it is. */
const front = (said: string): string =>
  said.split(/,|\b(?:that|which|who|whose|whom|where|when|by|in|for|to|used|made|formed|with)\b/)[0] ?? ""

/** A verb that makes a sentence of it, which could say anything of the term. */
const finite =
  /\s(?:is|are|was|were|has|have|had|can|could|will|would|may|might|must|should|does|do|did|became|began|led|took|gave|made it|says|means|states|cannot|can['’]t|won['’]t|isn['’]t|aren['’]t|doesn['’]t|don['’]t|didn['’]t)\s|\s(?!(?:\p{Ll}*(?:ss|us|is|ics)|\p{Ll}+['’]s)\s)\p{Ll}+s (?:the|an?|its|their|his)\s|\s(?:tends|wants|needs|tries|aims|seeks|serves|claims|refuses|decides|tend|want|need|seek) to\s|\s\p{Ll}+ed (?:the|an?|its|their|his|her|that|how)\s/u

/** Verbs that are no nouns: a sentence, whatever it says. */
const verbs =
  /\s(?:exists?|runs|occurs?|happens?|takes|gets?|becomes?|begins?|waits|goes|comes|makes|keeps|needs|wants|rises|falls|grows?|depends?|remains?|leads|appears?|receives?|sends|produces?|contains?|provides?|allows?|requires?|helps|lets|exceeds?|equals|responds?|joins?|belongs?|follows|enters?|leaves|loses?|wins?|gains|pays?|tries|try|arrives?|(?:caused|resulted|increased|decreased|declined|raised|reduced|started|helped|wanted)(?! (?:by|in|from|when|to|on|at|for|as)\b))[\s.,]/

/** "Changes in taste shift the curve": before an article stands a verb, where neither preposition nor participle does. */
const beforeArticle = /\s(?<!\sto\s)(\p{Ll}+)\s(?:the|an?|its|their|his|her)\s/gu

const leadsToNoun =
  /(?:ing|ed)$|^(?:of|in|to|for|by|with|from|at|on|as|than|into|onto|over|under|between|through|throughout|during|across|within|against|about|around|per|near|after|before|without|like|via|and|or|both|not|but|toward|towards|upon|among|inside|outside|along|beyond|behind|above|below|all|only|until|since|up|out|off|down|such|half|built|made|held|given|sent|found|drawn|written|left|set|put|opposite|outside|beside|worth|plus|minus|except|then|also|often|e|i|g|is)$/

const hasVerb = (text: string): boolean =>
  finite.test(text) ||
  verbs.test(text) ||
  Array.from(text.matchAll(beforeArticle), ([, word = ""]) => word).some((word) => !leadsToNoun.test(word))

const restricted =
  /\s(?:that|which|who|whose|whom|where|in which|by which|at which|on which|for which|to which|of which|with which|through which|of|between|for|in|from|to|used|made|formed|produced|designed|built|created|issued|held|given|written|paid|drawn|composed|consisting|containing|connecting|caused|backed|supported|based|with|without|by|at|on|against|across|within|when|during|around|under|over|into)\s\S/

const isThing = (term: string, said: string): boolean => {
  const article = /^(?:an?|any|the)\s/i.exec(said)?.[0].trim().toLowerCase()
  const bare = said.replace(/^(?:an?|any|the)\s/i, "").replace(adjectives, "$1 ")
  const before = sentenceOf(said)
  if (countWords(said) < 3 || hasVerb(` ${before} `) || isList(bare)) return false
  const head = headOf(bare)
  if (head === "" || adverb.test(bare) || (article === undefined && isSentence(term, bare))) return false
  if (article === "a" || article === "an" || article === "any") return !isPlural(head)
  if (isPlural(head) !== isPlural(lastOf(term)) && !/^(?:lists?|sets?|groups?)$/i.test(head)) return false
  const strong = relative.test(bare) || (genera.has(singular(head)) && restricted.test(` ${bare}`))
  // "The spatial extent of ..." says of an extent only that it is one.
  if (head === lastOf(term).toLowerCase() && countWords(term) === 1) return false
  if (article === undefined && process.test(term) && !happening.test(head)) return false
  if (article === "the") return restricted.test(` ${bare}`) && (strong || / of\s/.test(bare))
  return strong || (genera.has(singular(head)) && countWords(bare) <= 6 && !process.test(term))
}

/** "Small, fast memory that ...": both are said of the noun. */
const adjectives = /^(\p{L}[\p{L}-]*), (?=(?:\p{L}[\p{L}-]* ){1,6}(?:that|which|of|used|for|in|with)\b)/u

/** What happens is not explained by what it happens to. */
const process = /(?:ing|tion|sion|ment|sis)$/i

const happening =
  /(?:ing|tion|sion|ment|sis|ance|ence|al|ure|ism)$|^(?:loss|lack|process|act|campaign|change|increase|decrease|rise|fall|flow|movement|spread|use|practice|study|method|way|technique|exchange|release|transfer|breakdown|growth|death|shift|effort|attempt|attack|policy|state|condition|period|stage|phase|test|search|trade|work|conversion)$/i

/** "Predicts response to ...", "Children who ... were": a verb, or many that do something. */
const isSentence = (term: string, bare: string): boolean =>
  !isPlural(lastOf(term)) &&
  (/^(?:children|people|men|women|bacteria)\s/i.test(bare) ||
    (/^\p{L}+[^s\Wu]s\s/u.test(bare) && !/^\p{L}+s\s(?:of|that|which|in which)\s/u.test(bare)))

/** Up to the first word that opens a clause of its own, and with it. */
const sentenceOf = (said: string): string =>
  /^.*?\b(?:that|which|who|whose|whom|where|when|what|how|whether|why|if|because)\b/.exec(said)?.[0] ?? said

const relative =
  /^(?:[\p{L}\p{N}’'-]+\s){1,7}(?:that|which|who|whose|whom|where|(?:in|by|at|on|for|to|of|with|through|from) which)\s\S/u

const adverb = /^\p{L}+ly\s/u

/** The last noun before what restricts it: "supply" of "reduced supply of blood". */
const headOf = (bare: string): string => {
  const words = front(
    bare.split(
      /\s(?:of|between|from|at|on|against|across|within|during|around|under|over|into|without|produced|designed|built|created|issued|held|given|written|paid|drawn|composed|consisting|containing|connecting|caused|backed|supported)\s/
    )[0] ?? ""
  )
    .replace(/\s*\([^()]*\)/g, "")
    .trim()
    .split(/\s+/)
  return words.length > 6 ? "" : (words.at(-1) ?? "").replace(/[.,:;]$/, "").toLowerCase()
}

/** "Increased tone, rigidity, tremor": several things, of which none is the meaning. */
const isList = (bare: string): boolean => {
  const [before = "", after] = bare.split(/,\s(.*)/s)
  if (after === undefined || restricted.test(` ${before}`) || relative.test(before)) return false
  return !/^(?:which|who|where|used|such|including|usually|often|especially|or|made|formed|called|as|not|rather)\b/.test(
    after
  )
}

const lastOf = (term: string): string =>
  term
    .replace(/\s*\([^()]*\)/g, "")
    .replace(/\s(?:of|for|in|on|to|with|from|by|at)\s.*$/i, "")
    .split(/\s+/)
    .at(-1) ?? ""

const singular = (word: string): string =>
  isPlural(word)
    ? word
        .replace(/ies$/, "y")
        .replace(/(ch|sh|ss|x)es$/, "$1")
        .replace(/([^s])s$/, "$1")
    : word

/** Verbs that say what a thing is there for; others as often say what happens to it. */
const doing =
  /^(?:stores|controls|converts|digests|generates|regulates|transports|protects|sends|receives|returns|adds|removes|keeps|turns|splits|joins|packages|specifies|inhibits|activates|blocks|secretes|absorbs|binds|connects|covers|delivers|filters|prevents|stimulates|calculates|enables|reads|updates|measures|pumps|inserts|prints|opens|closes|makes|modifies|produces|carries|breaks down|directs|holds|combines|translates|transmits|forwards|routes|encrypts|decrypts|executes|manages|coordinates|maps|compares|checks|verifies|assembles|synthesi[sz]es|contracts|relaxes|supplies|drains|separates|supports|links|attaches|moves|captures|records|defines|enforces|distributes|provides|allows|lets|ensures|represents|describes|contains|hides|gives|says|leaves|skips|announces|executes|inspects|monitors|detects)\s(?!(?:to|when|if|from|because|after|before|during)\b)\S+/i

/** "Modifies, sorts and ships proteins". */
const several = /^[A-Za-z][a-z]+[^s\W]s(?:, [a-z]+[^s\W]s)*,? and [a-z]+[^s\W]s\s/

const adjective = /^\p{L}+(?:crine|al|ic|ive|ous|ed|able|ible|ary)$/iu

const isDoing = (term: string, said: string): boolean =>
  (doing.test(said) || several.test(said)) &&
  !adjective.test(term) &&
  !isPlural(term) &&
  countWords(term) <= 4 &&
  countWords(said) >= 2
