/**
 * What the archive is asked. Every query is one learner's, and sees the newest state.
 */
import type { Query } from "@lancedb/lancedb"
import { byCardAndVersion, FlashcardId, type ReviewArchive, ReviewId, type ReviewTier } from "@loopi/core"
import type { RecordBatch } from "apache-arrow"
import { Array, Effect, Stream } from "effect"
import type { UseTable } from "./ArchiveTable.ts"
import { countIn } from "./count.ts"
import { decode, idsOf, placedRows, type ReviewColumns } from "./decode.ts"
import { learnersIn } from "./learners.ts"
import { replaySteps } from "./replaySteps.ts"
import { ofLearner, type ReviewFilter } from "./ReviewFilter.ts"

/** The ids one condition names; more of them are asked for in turns. */
const together = 1_000

/** Reviews of a replay that are made at once: they are gone before they are moved to where memory is seldom swept. */
const madeAtOnce = 250

const unchecked = { disableChecks: true } as const

export const readingOver = (
  use: UseTable
): ReviewTier & Pick<ReviewArchive["Service"], "known" | "count" | "countOf"> => {
  const batches = (operation: string, where: ReviewFilter, narrow: (query: Query) => Query) =>
    use(`ReviewArchive.${operation}`, (table) => narrow(table.query().where(where)).toArrow()).pipe(
      Effect.map((found): ReadonlyArray<RecordBatch<ReviewColumns>> => found.batches)
    )
  const reviews = (operation: string, where: ReviewFilter, narrow: (query: Query) => Query = (query) => query) =>
    Effect.map(batches(operation, where, narrow), (found) => found.flatMap(decode))
  const ids = (operation: string, where: ReviewFilter, column: "id" | "card_id") =>
    Effect.map(
      batches(operation, where, (query) => query.select([column])),
      (found) => idsOf(found, column)
    )

  return {
    ofCards: (userId, cardIds) =>
      Effect.forEach(Array.chunksOf(cardIds, together), (chunk) =>
        reviews("ofCards", ofLearner(userId, { cardIds: chunk }))
      ).pipe(Effect.map((found) => Array.sort(found.flat(), byCardAndVersion))),

    latest: (userId, { before, limit }) =>
      reviews("latest", ofLearner(userId, { before }), (query) =>
        query.orderBy({ columnName: "id", ascending: false }).limit(limit)
      ),

    ofDays: (userId, days) => reviews("ofDays", ofLearner(userId, { days })),

    takenBack: (userId) =>
      Effect.map(
        ids("takenBack", ofLearner(userId, { undone: true }), "card_id"),
        (found) => new Set(Array.fromIterable(found).map((id) => FlashcardId.make(id, unchecked)))
      ),

    replay: (userId) =>
      Stream.fromIterableEffect(Effect.map(ids("replay", ofLearner(userId), "card_id"), replaySteps)).pipe(
        Stream.mapEffect((step) => batches("replay", ofLearner(userId, step), (query) => query)),
        Stream.flatMap((found) =>
          Stream.fromIterable(Array.sort(found.flatMap(placedRows), byCardAndVersion), { chunkSize: madeAtOnce })
        ),
        Stream.map(({ read }) => read())
      ),

    learners: learnersIn(use),
    count: countIn(use),
    countOf: (userId) => use("ReviewArchive.countOf", (table) => table.countRows(ofLearner(userId))),

    known: (userId, asked) =>
      Effect.forEach(Array.chunksOf(asked, together), (chunk) =>
        ids("known", ofLearner(userId, { ids: chunk }), "id")
      ).pipe(Effect.map((found) => new Set(found.flatMap((ids) => [...ids]).map((id) => ReviewId.make(id, unchecked)))))
  }
}
