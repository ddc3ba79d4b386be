/**
 * Tells the bold words in front of a text apart: the name of something, a piece of code, or a mere label.
 */
import { countWords, isInstruction } from "./wording.ts"

/** Written for a machine: a call, an option, a path, a sign. */
export const isSymbol = (written: string): boolean => isSign(written.replace(/\s\([^()]*\)$/, ""))

const isSign = (term: string): boolean =>
  (countWords(term) <= 2 || !/\s\p{Ll}+\s/u.test(term)) &&
  /[[\]{}<>$_=*\\|!~^@#&]|[\p{L}\d]\(|^[.-]+\S|^\/|\b\p{Ll}+\p{Lu}|[\p{L}\d]\.\p{Ll}/u.test(term)

/** Below "parse(text, options)" stands what is looked up when it is called. */
export const isReference = ({ path }: { readonly path: ReadonlyArray<string> }): boolean =>
  /[\p{L}\d_\]]\(.*\)?|⇒|=>|->/u.test((path.at(-1) ?? "").replace(/\s\(.*$/, ""))

/** Opens a praise, an order or a claim, where a name would open with a noun. */
const praise =
  /^(?:update|updated?|better|less|more|fewer|faster|slower|easier|easy|simpler|simple|improved?|increased?|reduced?|enhanced|no|not|good|great|smaller|larger|lower|higher|greater|limited|bigger|cleaner|safer|built-in|fully?|highly|very|easily|quickly)\b/i

const adjective =
  /^(?:resilient|performant|lightweight|fast|flexible|powerful|simple|safe|secure|robust|efficient|consistent|modern|popular|accurate|precise|responsive|declarative|interactive|automatic|optional|preferred|experimental|\p{L}*(?:[^eirtb]able|ible|ful|ous))$/iu

/** What a paragraph is about, not what it explains. */
const heading =
  /\b(?:recommendations?|alternatives?|contexts?|approach|notes?|solutions?|use cases?|benefits?|limitations?|answers?|steps?|usage|syntax|overview|background|status|points?|tips?|issues?|problems?|state|version|examples?|matching)$/i

const verb = /\b(?:is|are|was|were|has|have|had|does|do|did|can|will|should|must|may|not|don't|doesn't|isn't|aren't)\b/i

/** Whether bold words only sum up or announce what follows, so that "What is ...?" would ask for nothing. */
export const isLabel = (term: string): boolean =>
  /^(?:with|without|for|in|on|at|by|from|as|after|before|during|using|when|whenever|modern|recommended)\s/i.test(
    term
  ) ||
  praise.test(term) ||
  adjective.test(term) ||
  verb.test(term) ||
  /^(?:how|why|when|what|where|who)\s|^(?:it|that|there|here|what|who)['’]s\s|^(?:brief|synopsis|abstract|motivation|rationale|caveats?|prerequisites?|requirements?|conclusion)$/i.test(
    term
  ) ||
  /^\p{L}+ing\s\S|\sor\s/u.test(term) ||
  (countWords(term) > 1 && heading.test(term.replace(/\s*\([^()]*\)$/, ""))) ||
  (countWords(term) > 1 && isInstruction(term))

/** Words before a list whose entries are reasons or parts of an argument, not terms. */
const argument =
  /\b(?:advantages?|disadvantages?|benefits?|drawbacks?|limitations?|pros|cons|reasons?|trade-?offs?|improvements?|goals?|differences?|similarities|steps?|tips|rules|guidelines|best practices|pitfalls|mistakes|recommendations?|use cases?|when to|how to|why)\b/i

export const isArgued = (words: string): boolean => argument.test(words)
