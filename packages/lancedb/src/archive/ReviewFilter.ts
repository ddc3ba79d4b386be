/**
 * The only maker of the texts the archive is filtered by. Ids go in as hexadecimal digits and numbers as numbers: there
 * is nothing that could end a literal.
 */
import type { FlashcardId, ReviewId, StudyDay, UserId } from "@loopi/core"
import { Brand } from "effect"
import { hexOf } from "../rows/ids.ts"

/** A condition on rows of the archive, bound to one learner. */
export type ReviewFilter = string & Brand.Brand<"@loopi/lancedb/archive/ReviewFilter">

export interface ReviewTerms {
  readonly ids?: ReadonlyArray<ReviewId>
  /** Reviews with a smaller id. */
  readonly before?: ReviewId | undefined
  readonly cardIds?: ReadonlyArray<FlashcardId>
  /** Cards with a greater id than this one. */
  readonly after?: FlashcardId | undefined
  /** Cards with an id up to this one, itself included. */
  readonly upTo?: FlashcardId | undefined
  readonly days?: { readonly from: StudyDay; readonly to: StudyDay }
  /** Only lines that take a rating back. */
  readonly undone?: true
}

/** The rows of a learner that meet all the terms. */
export const ofLearner = (userId: UserId, terms: ReviewTerms = {}): ReviewFilter =>
  filter(
    [
      `user_id = ${literal(userId)}`,
      ...(terms.ids === undefined ? [] : [oneOf("id", terms.ids)]),
      ...(terms.before === undefined ? [] : [`id < ${literal(terms.before)}`]),
      ...(terms.cardIds === undefined ? [] : [oneOf("card_id", terms.cardIds)]),
      ...(terms.after === undefined ? [] : [`card_id > ${literal(terms.after)}`]),
      ...(terms.upTo === undefined ? [] : [`card_id <= ${literal(terms.upTo)}`]),
      ...(terms.days === undefined ? [] : [`study_day >= ${terms.days.from} AND study_day <= ${terms.days.to}`]),
      ...(terms.undone === undefined ? [] : ["rating = 0"])
    ].join(" AND ")
  )

/** The rows of these learners. */
export const ofLearners = (userIds: ReadonlyArray<UserId>): ReviewFilter => filter(oneOf("user_id", userIds))

const filter = Brand.nominal<ReviewFilter>()

const oneOf = (column: "id" | "card_id" | "user_id", ids: ReadonlyArray<string>) =>
  ids.length === 0 ? "false" : `${column} IN (${ids.map(literal).join(", ")})`

const literal = (id: string) => `X'${hexOf(id)}'`
