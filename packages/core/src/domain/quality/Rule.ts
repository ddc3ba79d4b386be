/**
 * What the rules of card quality are given and what they answer.
 */
import type { FlashcardKind } from "../flashcards/Flashcard.ts"
import { normalise } from "../duplicates/Similarity.ts"
import type { QualityFinding, QualityRule } from "../QualityFinding.ts"

/** A card as far as its quality goes. */
export interface CardText {
  readonly kind: FlashcardKind
  readonly question: string
  readonly answer: string
}

export interface CheckContext {
  /** The source text the card was made from; `null` when it was not made from a note. */
  readonly quote: string | null
  /** The titles from the category down to the skill. */
  readonly topic: ReadonlyArray<string>
  /** The cards it will stand beside. */
  readonly others: ReadonlyArray<{ readonly question: string; readonly answer: string }>
}

/** One rule: what it finds wrong with a card, nothing if it is content. Takes time in proportion to the texts. */
export type Rule = (card: CardText, context: CheckContext) => ReadonlyArray<QualityFinding>

export const reject = (rule: QualityRule, reason: string): QualityFinding => ({ rule, severity: "reject", reason })

export const warn = (rule: QualityRule, reason: string): QualityFinding => ({ rule, severity: "warn", reason })

/**
 * Whether the learner asked the question in these words themselves.
 *
 * **Details**
 *
 * Style is theirs to choose: what would be refused from an author is only pointed out then.
 */
const inTheirWords = (card: CardText, context: CheckContext): boolean =>
  context.quote !== null && normalise(withoutTags(context.quote)).includes(normalise(card.question))

const withoutTags = (text: string): string => text.replace(/<\/?[a-z][^<>]*>/gi, " ")

/** Rejects what an author wrote, warns of what the learner did. */
export const rejectUnlessTheirs = (
  rule: QualityRule,
  card: CardText,
  context: CheckContext,
  reason: string
): QualityFinding => (inTheirWords(card, context) ? warn(rule, reason) : reject(rule, reason))
