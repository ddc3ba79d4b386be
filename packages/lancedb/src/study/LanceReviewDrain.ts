/**
 * The outflow of the journal's reviews into the archive. How far it has come is a line of the journal as well.
 */
import { type DrainBatch, ReviewDrain } from "@loopi/core"
import { DateTime, Effect, type Semaphore } from "effect"
import type { StudyJournal } from "./journal/StudyJournal.ts"
import type { Recorded } from "./journal/JournalEntry.ts"
import type { JournalledReviews } from "./state/JournalledReviews.ts"

export interface ReviewDrainParts {
  readonly reviews: JournalledReviews
  readonly journal: StudyJournal
  readonly recorded: () => Recorded["recorded"]
  readonly drop: ReviewDrain["Service"]["drop"]
  /** One turn at the archive at a time. */
  readonly turn: Semaphore.Semaphore
}

export const make = ({ drop, journal, recorded, reviews, turn }: ReviewDrainParts): ReviewDrain["Service"] => {
  const oldest = (limit: number): DrainBatch["reviews"] =>
    [...reviews.waiting.values()].slice(0, limit).map(({ review }) => review)

  return ReviewDrain.of({
    turn: (limit, keep) =>
      Effect.gen(function* () {
        const batch: DrainBatch = { reviews: oldest(limit), recorded: recorded() }
        const point = yield* keep(batch)
        const reviewIds = batch.reviews.map(({ id }) => id)
        yield* journal.commit({ _tag: "Archived", point, reviewIds })
        return { point, archived: reviewIds.length }
      }).pipe(turn.withPermitsIfAvailable(1)),
    drop,
    backlog: Effect.sync(() => {
      const first = reviews.waiting.values().next().value
      return { waiting: reviews.waiting.size, since: first === undefined ? null : DateTime.makeUnsafe(first.at) }
    }),
    held: Effect.sync(() => reviews.size() - reviews.waiting.size),
    reset: journal.commit({ _tag: "Unarchived" })
  })
}
