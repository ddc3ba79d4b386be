/**
 * Rows of the archive as reviews.
 *
 * Nothing is checked again: every row was read back and compared when it was written, and a history of years is read
 * at once.
 */
import { FlashcardId, Review, ReviewId, StudyDay, UserId } from "@loopi/core"
import type { Binary, FixedSizeBinary, Float64, Int16, Int32, Int64, Int8, RecordBatch } from "apache-arrow"
import { DateTime } from "effect"
import { phases } from "../rows/phases.ts"
import { ratings } from "./columns.ts"
import { uuidOf } from "../rows/ids.ts"

/** The table's columns, or those of them that were asked for. */
export type ReviewColumns = {
  readonly id: FixedSizeBinary
  readonly user_id: Binary
  readonly card_id: FixedSizeBinary
  readonly version: Int32
  readonly rating: Int8
  readonly reviewed_at: Int64
  readonly study_day: Int32
  readonly duration_ms: Int32
  readonly desired_retention: Float64
  readonly scheduler: Int16
  readonly phase: Int8
  readonly elapsed_days: Int32
  readonly predicted: Float64
}

const unchecked = { disableChecks: true } as const
const none = new Uint8Array(16)

/** One column's ids, one a row. */
export function* idsOf(
  batches: Iterable<RecordBatch<ReviewColumns>>,
  name: "id" | "user_id" | "card_id"
): Generator<string> {
  for (const batch of batches) {
    const column = batch.getChild(name)
    for (let row = 0; row < batch.numRows; row += 1) yield uuidOf(column?.get(row) ?? none)
  }
}

export const decode = (batch: RecordBatch<ReviewColumns>): ReadonlyArray<Review> =>
  Array.from({ length: batch.numRows }, (_, row) => row).map(reviewIn(batch))

/** A row as it is in the batch, and where it belongs. */
export interface PlacedRow extends Pick<Review, "cardId" | "version"> {
  readonly read: () => Review
}

/** Rows that can be put in order before they are reviews, which take ten times the room. */
export const placedRows = (batch: RecordBatch<ReviewColumns>): ReadonlyArray<PlacedRow> => {
  const versions = batch.getChild("version")
  const review = reviewIn(batch)
  return Array.from(idsOf([batch], "card_id"), (cardId, row) => ({
    cardId: FlashcardId.make(cardId, unchecked),
    version: versions?.get(row) ?? 0,
    read: () => review(row)
  }))
}

const reviewIn = (batch: RecordBatch<ReviewColumns>): ((row: number) => Review) => {
  const column = <Name extends keyof ReviewColumns>(name: Name) => batch.getChild(name)
  const [ids, userIds, cardIds] = [column("id"), column("user_id"), column("card_id")]
  const [versions, ratingCodes, moments, days] = [
    column("version"),
    column("rating"),
    column("reviewed_at"),
    column("study_day")
  ]
  const [durations, retentions, schedulers] = [column("duration_ms"), column("desired_retention"), column("scheduler")]
  const [phaseCodes, elapsed, predictions] = [column("phase"), column("elapsed_days"), column("predicted")]

  return (row) =>
    Review.make(
      {
        id: ReviewId.make(uuidOf(ids?.get(row) ?? none), unchecked),
        userId: UserId.make(uuidOf(userIds?.get(row) ?? none), unchecked),
        cardId: FlashcardId.make(uuidOf(cardIds?.get(row) ?? none), unchecked),
        version: versions?.get(row) ?? 0,
        rating: coded(ratings, ratingCodes?.get(row)),
        reviewedAt: DateTime.makeUnsafe(Number(moments?.get(row))),
        studyDay: StudyDay.make(days?.get(row) ?? 0, unchecked),
        durationMs: durations?.get(row) ?? null,
        desiredRetention: retentions?.get(row) ?? 0,
        scheduler: schedulers?.get(row) ?? 0,
        phase: coded(phases, phaseCodes?.get(row)),
        elapsedDays: elapsed?.get(row) ?? 0,
        predicted: predictions?.get(row) ?? null
      },
      unchecked
    )
}

const coded = <const A>(meanings: ReadonlyArray<A>, code: number | null | undefined): A => {
  for (const [known, meaning] of meanings.entries()) if (known === code) return meaning
  throw new RangeError(`No review has the code ${code}`)
}
