/**
 * Tells answers that say nothing to somebody who learns: figures of speech, references to literature.
 */
import type { Kind } from "./Extracted.ts"

/** Whether a card rests on words that are no knowledge. */
export const isEmptyWords = ({
  answer,
  kind,
  question
}: {
  readonly kind: Kind
  readonly question: string
  readonly answer: string
}): boolean => citation.test(answer) || citation.test(question) || (isMeaning(kind) && figure.test(answer))

const isMeaning = (kind: Kind): boolean => kind === "definition" || kind === "term" || kind === "table"

/** "(Mahowald & Schenck, 2000)", "(Smith et al., 1999; Jones, 2003)". */
const citation =
  /\([^()]{0,200}\p{Lu}[\p{L}’'-]+(?: (?:&|and) \p{Lu}[\p{L}’'-]+| et al\.)?, (?:1[6-9]|20)\d\d[a-z]?(?:[;,)]|, p)|\bet al\./u

/** "The cell’s “garbage disposal.”": nothing but what somebody likened it to. */
const figure = /^(?:[\p{L}’'-]+\s){0,4}[“"][^“”"]{2,40}[”"]\.?$/u
