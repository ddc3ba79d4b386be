/**
 * Takes off an explanation what only leads up to it: "This is a ...", "Refers to ...", "Osmosis is the ...".
 */
import { capital } from "./wording.ts"

const lead =
  /^(?:(?:this|it|that|these|they|which|the term) )?(?:(?:is|are) (?=(?:an?|the|any|one|when)\s|\p{L}+ing\s)|(?:also |often |commonly |sometimes )?(?:refers?|referring) to |(?:is |are |can be )?(?:simply )?(?:defined|described|understood) as |means (?=(?:an?|the|any|\p{L}+ing)\s)|denotes |basically |simply )/iu

export const withoutLead = (term: string, meaning: string): string => {
  const own = meaning.toLowerCase().startsWith(`${term.toLowerCase()} `) ? meaning.slice(term.length + 1) : meaning
  const said = own.replace(lead, "")
  // "Osmosis regulates ..." without its subject is half a sentence.
  return said === own ? meaning : capital(said)
}
