/**
 * Cuts what a sentence says of its subject down to what defines it.
 */
import { countWords } from "./wording.ts"

/** Another verb of the same subject: "a hormone and stimulates the ...". */
const coordinated =
  ",? and (?:(?:also|then|often|usually) )?(?:is|are|was|were|has|have|had|can|will|\\p{Ll}+[^s\\W]s) (?:the|an?|its|their|for|to|by|from|in|into|as|used|also|often|made|not|no|known|called)\\s|,? and (?:can|may|will|could|should|must) \\p{Ll}+\\s"
const clause = ", (?:and|so|but|therefore|hence|although|though|because|since|however|whereas|while)\\s"
/** A second sentence behind a comma. */
const spliced =
  ", (?!(?:which|that|who|whose|where|when|and|or|but|so)\\s)(?:\\p{Ll}+ ){1,3}(?:is|are|\\p{Ll}+[^s\\W]s) (?:an?|the)\\s"

const tail = new RegExp(`(?:(${coordinated})|(${spliced})|${clause}|;\\s).*$`, "u")

/**
 * Nothing, where it is two sentences and the first says too little.
 *
 * **Details**
 *
 * What is coordinated stays whole: of "protects the cell, supports it, and gives it shape" no part is the meaning.
 */
export const withoutTail = (predicate: string): string => {
  const found = tail.exec(predicate)
  if (found === null) return predicate
  const [whole, second, sentence] = found
  const bare = predicate.slice(0, found.index)
  if (whole.startsWith(";") && countWords(bare) >= 3 && !isThin(bare)) return `${bare}.`
  if (countWords(bare) < (second === undefined ? 5 : 3))
    return sentence === undefined && second === undefined && !isThin(bare) && !goesOn.test(whole) ? predicate : ""
  // "A cell that grows and divides the ...": the second verb belongs to the cell.
  const inside = /,|\b(?:that|which|who|whose|where|when|how|with|between|both)\b/.test(bare)
  const open = bare.split("(").length !== bare.split(")").length
  if (open) return predicate
  if (whole.startsWith(";") || newClause.test(whole)) return `${bare}.`
  return inside || !ownVerb.test(whole) ? predicate : `${bare}.`
}

/** Says something else, of whatever subject, so that what stands before is over. */
const newClause =
  /^, and (?:although|though|while|if|when) |^, and all (?:\p{L}[\p{L}-]* ){1,3}|^, and (?:(?!that|which|who|whose|where|when)\p{L}[\p{L}-]* ){1,3}(?:is|are|was|were|has|have|can|will|means|refers)\s|^, (?:(?:and|so|therefore|hence) (?:it|they|he|she|this|these|there|we|you)\b|(?:so|therefore|hence|although|though|because|since|however|whereas|while)\s)/u

/** A verb of the same subject, behind "and". */
const ownVerb =
  /^,? and (?:(?:also|then|often|usually|nearly|always|never|almost) )*(?:is|are|was|were|has|have|had|can|may|will|could|should|must|\p{Ll}+[^s\W]s)\s/u

const goesOn = new RegExp(`${ownVerb.source}|${newClause.source}`, "u")

/** Whether it only puts a thing in a drawer, and says nothing of it. */
export const isThin = (predicate: string): boolean =>
  /^(?:an?|the)\s(?:\S+\s){0,2}(?:kind|type|sort|form|way|method|concept|idea|pattern|part|example|name|word|term|tool)(?:s? of(?:\s\S+){1,2})?\.?$/i.test(
    predicate
  )
