/**
 * Cards from what one thing does to another: "A cache reduces ...". Read them before learning them.
 */
import { lowerArticle, within } from "../asking.ts"
import type { Extracted, Place } from "../Extracted.ts"
import { placeOf, type Prose } from "../prose.ts"
import { capital, countWords, isName, standsAlone } from "../wording.ts"
import { isKnown } from "./definitions.ts"

const relates =
  /^((?:(?:A|An|The) )?[\p{L}\p{N}'’\-./+# ]{2,50}?) (represents?|allows?|ensures?|prevents?|enables?|stores?|requires?|guarantees?|determines?|reduces?|increases?|improves?|causes?|produces?|provides?|contains?) (.+)$/u

export const relation = (place: Place, sentence: Prose): ReadonlyArray<Extracted> => {
  const [, subject, verb, object] = relates.exec(sentence.text) ?? []
  if (subject === undefined || verb === undefined || object === undefined || !standsAlone(sentence.text)) return []
  const term = subject.replace(/^(?:an?|the)\s/i, "")
  if (!isName(subject) || countWords(object) < 3 || !isKnown(place, sentence, term)) return []
  const plural = !verb.endsWith("s")
  const asked = `What ${plural ? "do" : "does"} ${lowerArticle(subject)} ${plural ? verb : verb.slice(0, -1)}?`
  return [
    {
      kind: "relation",
      rule: "relation.verb",
      question: within(asked, term, place),
      answer: capital(object),
      confidence: 0.5,
      quote: placeOf(place.markdown, sentence)
    }
  ]
}
