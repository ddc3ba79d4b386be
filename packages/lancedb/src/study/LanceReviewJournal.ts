/**
 * The newest part of the history, read from memory, each line of which is on the disk.
 */
import { byCardAndVersion, ReviewJournal } from "@loopi/core"
import { DateTime, type Duration, Effect, Stream } from "effect"
import type { StudyJournal } from "./journal/StudyJournal.ts"
import type { JournalledReviews } from "./state/JournalledReviews.ts"

export interface ReviewJournalParts {
  readonly reviews: JournalledReviews
  readonly journal: StudyJournal
  /** How far back the journal has every review. */
  readonly reach: () => Duration.Duration
}

export const make = ({ journal, reach, reviews }: ReviewJournalParts): ReviewJournal["Service"] =>
  ReviewJournal.of({
    get keeps() {
      return reach()
    },
    append: Effect.fn("LanceReviewJournal.append")(function* (added) {
      const at = yield* DateTime.now
      const [first] = added
      if (first === undefined) return
      const known = reviews.of(first.userId)?.known
      const fresh = added.filter(({ id }) => known?.has(id) !== true)
      // Two that add the same at once both write it; the second line changes nothing.
      if (fresh.length > 0) yield* journal.commit({ _tag: "Appended", at, reviews: fresh })
    }),
    ofCards: (userId, cardIds) =>
      Effect.sync(() => cardIds.flatMap((id) => reviews.of(userId)?.cards.get(id) ?? []).sort(byCardAndVersion)),
    latest: (userId, { before, limit }) =>
      Effect.sync(() => {
        const all = reviews.of(userId)?.ids.values() ?? []
        const end = before === undefined ? all.length : all.findLastIndex(({ id }) => id < before) + 1
        return all.slice(Math.max(0, end - limit), end).toReversed()
      }),
    ofDays: (userId, { from, to }) =>
      Effect.sync(() =>
        [...(reviews.of(userId)?.days ?? [])].flatMap(([day, lines]) => (from <= day && day <= to ? lines : []))
      ),
    takenBack: (userId) =>
      Effect.sync(() => {
        const all = reviews.of(userId)?.ids.values() ?? []
        return new Set(all.flatMap(({ cardId, rating }) => (rating === null ? [cardId] : [])))
      }),
    replay: (userId) =>
      Stream.suspend(() => Stream.fromIterable((reviews.of(userId)?.ids.values() ?? []).toSorted(byCardAndVersion))),
    learners: Stream.suspend(() => Stream.fromIterable([...reviews.learners()]))
  })
