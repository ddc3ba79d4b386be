/**
 * Cards from names: "... is called X", "X is also known as Y".
 */
import { isPlural, lowerArticle } from "../asking.ts"
import { inSentence } from "../casing.ts"
import type { Extracted, Place } from "../Extracted.ts"
import type { Prose } from "../prose.ts"
import { countWords, isName, standsAlone } from "../wording.ts"
import { found, isKnown } from "./definitions.ts"

const called =
  /^(.{15,200}?) (?:is|are) (?:called|known as|referred to as|termed) (?:an? |the )?([\p{L}\p{N}'’\- ]{2,40})[.]$/u

export const named = (place: Place, sentence: Prose): ReadonlyArray<Extracted> => {
  const [, description, name] = called.exec(sentence.text) ?? []
  if (description === undefined || name === undefined || !standsAlone(sentence.text) || !isName(name)) return []
  if (
    /(?:\b(?:which|that|who|what|and|or)|,)$|\b(?:this|these|is (?:called|known|termed)|such|(?:at|in|of|to|for|by) that)\b|[,;]/i.test(
      description
    ) ||
    /(?:ly|ed|ing)$/.test(name) ||
    // "If ... it": half a sentence.
    /^(?:if|when|once|after|as|because|since)\s|\b(?:it|they|he|she)$/i.test(description)
  )
    return []
  // "The area surrounded by the folds": of what, the card does not show.
  if (/\bthe \p{Ll}+$/u.test(description) && countWords(description) <= 7) return []
  const question = `What is this called: “${description}”?`
  return [found(place, sentence, question, name, "definition.called", 0.75)]
}

const alsoCalled =
  /^((?:(?:A|An|The) )?[\p{L}\p{N}'’\-./+# ]{2,50}?) (?:is|are|can be) (?:also |often |sometimes |commonly )*(?:called|known as|referred to as|termed) ((?:an? |the )?[\p{L}\p{N}'’\- ]{2,50})[.]$/u

/** "Called in the same order" is no name. */
const placing = /^(?:in|on|at|by|from|when|with|to|for|after|before|once|as|if|during)\s/i

/** Another name for something the note is about. */
export const alias = (place: Place, sentence: Prose): ReadonlyArray<Extracted> => {
  const [, subject, other] = alsoCalled.exec(sentence.text) ?? []
  if (
    subject === undefined ||
    other === undefined ||
    !isName(subject) ||
    placing.test(other) ||
    /\s(?:if|when|because|since|unless|where)\s/.test(other) ||
    !standsAlone(sentence.text)
  )
    return []
  if (!isKnown(place, sentence, subject.replace(/^(?:an?|the)\s/i, ""))) return []
  const verb = isPlural(subject) ? "are" : "is"
  const question = `What ${verb} ${inSentence(place, sentence, lowerArticle(subject))} also called?`
  return [found(place, sentence, question, other, "definition.alias", 0.75)]
}
