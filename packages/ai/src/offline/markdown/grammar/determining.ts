/**
 * Tells whether what a sentence says of its subject is true of that alone, so that one can find it again.
 */
import { isPlural } from "../asking.ts"
import { valued } from "../genus.ts"

export const isDetermined = (before: string, term: string, after: string): boolean =>
  !isConditional(before) &&
  !ofAny.test(before) &&
  !ofMany.test(after) &&
  !isValued(after) &&
  !(caption.test(after) && isPlural(term))

/** "As long as credit grows, ...": what comes first is only when or why. */
export const isConditional = (before: string): boolean =>
  /^(?:as|since|if|when|while|because|although|though|once|until|unless)\s/i.test(before)

const isValued = (after: string): boolean => {
  const [opening] = /^ (?:is|are|was|were) /.exec(after) ?? []
  return opening !== undefined && valued.test(after.slice(opening.length))
}

/** "Each social role ...": any of them does. */
const ofAny = /(?:^|,\s)(?:each|every|some|many|most|any|several|all|both|one|no|other|these|those)\s$/i

/** That it is important, frequent, divided or part of something, that it has, can or needs something. */
const ofMany =
  /^ (?:(?:also|often|usually|typically|generally|always|never|still|only) )*(?:(?:is|are|was|were|can be|may be|could be|has been|have been) (?:(?:also|often|usually|typically|generally|very|most|more|an?|the|so|not|always|currently|widely|extremely|especially|particularly) )*(?:important|everywhere|helpful|useful|common|essential|one of|among|part of|used|divided|crucial|critical|key|necessary|needed|found|seen|available|different|similar|related|based|difficult|easy|good|great|popular|significant|major|valuable|present|built|like|linear|known for|interesting|considered|included|associated|involved)\b|(?:has|have|had|can|may|might|must|should|could|would|will|requires?|needs?|begins?|starts?|ends?|includes?|involves?|tends?|helps?|makes?|varies|vary|differs?|depends?|plays?|seems?|appears?|becomes?|remains?|contains?|provides?|offers?|allows?|gets?|goes|comes|does|do)\b)/

/** "Triads arranged on the circle": no sentence, but what stands below a picture. */
const caption = /^ \p{Ll}+(?:ed|wn) (?:on|by|in|at|with|to|for|from|as|along|around)\b/u
