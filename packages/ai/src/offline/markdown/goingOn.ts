/**
 * Tells whether what stands behind a term goes on from it in small letters, as dictionaries do: "slip: clay thinned with
 * water". Outlines begin anew with a capital, and say anything.
 */
import { tagged } from "./grammar/tagger.ts"
import { countWords } from "./wording.ts"

/** A noun with what belongs to it, a doing, or "what happens when". */
export const goesOn = (said: string): boolean => {
  if (!/^\p{Ll}/u.test(said) || countWords(said) < 3 || /,.*,/.test(said)) return false
  const words = tagged(said)
  const [first] = words
  if (first === undefined) return false
  if (first.text.endsWith("ing") || /^what happens (?:when|if)\s/.test(said)) return true
  const head = words.findIndex(({ pos }) => pos !== "DET" && pos !== "ADJ" && pos !== "ADV")
  return head >= 0 && words[head]?.pos === "NOUN" && first.pos !== "ADV"
}
