/**
 * Cards from what a known thing is for, rests on, or suits: "REST is focused on exposing data."
 */
import { isPlural, lowerArticle, within } from "../asking.ts"
import { inSentence } from "../casing.ts"
import type { Extracted, Place } from "../Extracted.ts"
import { placeOf, type Prose } from "../prose.ts"
import { capital, countWords, isName, standsAlone } from "../wording.ts"
import { isKnown } from "./definitions.ts"

const subject = "((?:(?:A|An|The) )?[\\p{L}\\p{N}'’\\-./+# ]{2,50}?)"
const often = "(?:(?:often|commonly|typically|usually|mainly|mostly|best) )?"
const states =
  "used|useful|focused|based|cent(?:er|re)ed|optimi[sz]ed|designed|intended|responsible|suited|suitable|ideal|caused|composed|built|driven|characteri[sz]ed|measured|triggered|effective|governed|strengthened|weakened"

const isFor = new RegExp(`^${subject} (is|are) ${often}(${states}) (for|on|around|by|from|of|at|against|to) (.+)$`, "u")
const suits = new RegExp(`^${subject} works? (well|best|badly|poorly) ((?:in|for|with|when|on) .+)$`, "u")

export const purpose = (place: Place, sentence: Prose): ReadonlyArray<Extracted> => {
  const [, name, verb, state, preposition, object] = isFor.exec(sentence.text) ?? []
  if (name !== undefined && verb !== undefined && object !== undefined && preposition !== undefined) {
    const toDo = preposition === "to"
    const tail = toDo ? (state === "used" ? "used for" : `${state} to do`) : `${state} ${preposition}`
    return card(place, sentence, name, (known) => `What ${verb} ${known} ${tail}?`, toDo ? `to ${object}` : object)
  }
  const [, thing, how, where] = suits.exec(sentence.text) ?? []
  if (thing === undefined || where === undefined) return choice(place, sentence)
  const does = isPlural(thing) ? "do" : "does"
  return card(place, sentence, thing, (known) => `Where ${does} ${known} work ${how}?`, where)
}

const chosen = new RegExp(`^${subject} is a good (choice|fit|option) ((?:if|when|for) .+)$`, "u")

const choice = (place: Place, sentence: Prose): ReadonlyArray<Extracted> => {
  const [, name, role, reason] = chosen.exec(sentence.text) ?? []
  if (name === undefined || reason === undefined) return []
  return card(place, sentence, name, (known) => `When is ${known} a good ${role}?`, reason)
}

const card = (
  place: Place,
  sentence: Prose,
  name: string,
  ask: (known: string) => string,
  answer: string
): ReadonlyArray<Extracted> => {
  const term = name.replace(/^(?:an?|the)\s/i, "")
  const sound = standsAlone(sentence.text) && isName(name) && countWords(answer) >= 2 && isKnown(place, sentence, term)
  if (!sound) return []
  return [
    {
      kind: "definition",
      rule: "definition.purpose",
      question: within(ask(inSentence(place, sentence, lowerArticle(name))), term, place),
      answer: capital(answer),
      confidence: 0.75,
      quote: placeOf(place.markdown, sentence)
    }
  ]
}
