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

/** Nothing, where it is two sentences and the first says too little. */
export const withoutTail = (predicate: string): string => {
  const found = tail.exec(predicate)
  if (found === null) return predicate
  const [, second, sentence] = found
  const bare = predicate.slice(0, found.index)
  if (countWords(bare) < (second === undefined ? 5 : 3)) return sentence === undefined && !isThin(bare) ? predicate : ""
  // "A cell that grows and divides the ...": the second verb belongs to the cell.
  const inside = second !== undefined && /\b(?:that|which|who|whose|where|when|how)\b/.test(bare)
  const open = bare.split("(").length !== bare.split(")").length
  return inside || open ? predicate : `${bare}.`
}

/** Whether it only puts a thing in a drawer, and says nothing of it. */
export const isThin = (predicate: string): boolean =>
  /^(?:an?|the)\s(?:\S+\s){0,2}(?:kind|type|sort|form|way|method|concept|idea|pattern|part|example|name|word|term|tool)(?:s? of(?:\s\S+){1,2})?\.?$/i.test(
    predicate
  )
