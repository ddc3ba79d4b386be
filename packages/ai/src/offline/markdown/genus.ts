/**
 * Tells a definition, a class and what sets the thing apart in it, from praise, history, a cause or a figure of speech.
 */

import { isPerson } from "./people.ts"

/** Whether "X is ..." puts a term in a class and says which of that class it is. */
export const isSound = (term: string, subject: string, predicate: string): boolean =>
  !aside.test(term) &&
  !/^(?:this|that|these|those|another|one|each|every|some|any)\s(?!of)/i.test(subject.replace(/^each /i, "")) &&
  !valued.test(predicate) &&
  !figure.test(predicate) &&
  !superlative.test(predicate) &&
  (isSetApart(predicate) || isPerson(subject, predicate))

/** "A big open question", "the main advantage": a way into a sentence, and no term. */
const aside =
  /\b(?:big|open|major|key|important|main|good|better|best|great|common|interesting|real|central|final|obvious|simple|typical|useful|question|questions|problem|issue|reason|advantage|disadvantage|benefit|drawback|example|difference|point|goal|aim|result|consequence|lesson|idea here|thing|trick|answer|solution|challenge|takeaway|assumption)\b/i

/** Praised, weighed, or told where it comes from. */
export const valued =
  /^(?:an?|the|one)\s(?:(?:very|most|more|quite|rather|extremely|highly) )?(?:of the\b|\d+(?:st|nd|rd|th)\b|leading|important|good|key|major|common|great|traditional|popular|powerful|useful|essential|critical|crucial|significant|vital|big|huge|nice|clever|handy|natural|obvious|product of|result of|function of|matter of|reflection of|consequence of|cause of|reason|bit|lot|kind of (?:a|an|the)\b|sort of|must|way of life|success|failure|mess|mystery|miracle|surprise)\b/i

/** Things that nothing taught is, but that writers compare with. */
const figure =
  /^(?:like|as if|an?|the|really|just)?\s?(?:\p{L}+ )?(?:capes?|thunderclouds?|clouds? (?!of)|lifeblood|backbone|glue|beast|monster|nightmare|dance|journey|recipe|soul|weapon|enemy|cousins?|brothers?|sisters?|twins?|workhorse|powerhouse|swiss army|silver bullet|holy grail|bread and butter|elephant|dragon|rollercoaster|roller coaster|marriage between|love letter|playground|jungle|zoo|minefield|tightrope|double-edged|two-edged|tip of|heart and|life and|icing|cherry|blessing|curse|gift|treasure|gold mine|black box|house of cards|red flag|green light)\b|\b(?:is|are) like\b|^(?:an?|the) (?:kind|sort) of (?:an?|the)\b/iu

/** "The lowest in the clump": of what, its text shows. */
const superlative = /^the (?:\p{Ll}+est|most \p{Ll}+|least \p{Ll}+) (?:in|on|at|one|of (?:the|all))\b/u

/** A noun with something behind it that tells it from its like. */
const isSetApart = (predicate: string): boolean =>
  /\s(?:of|that|which|who|whose|whom|where|when|in|for|with|from|between|by|to|on|at|as|without|against|among|within|into|about|through|over|under|near|around|along|during|\p{Ll}+ing|\p{Ll}+ed|\p{Ll}+en|made|built|held|found|set|kept|given)\b/u.test(
    predicate
  ) || predicate.split(/\s+/).length >= 5
