/**
 * Keeps every review in the `reviews` table, which is only ever added to.
 */
import { type Review, ReviewLog, type StoreUnavailable, tallies, type UserId } from "@loopi/core"
import { Array, Effect, Layer, Option, Stream } from "effect"
import { SqlClient, SqlError } from "effect/sql"
import { asLearnerOf, asLearnerOnce, asWorker } from "./internal/asLearner.ts"
import { inBatches } from "./internal/inBatches.ts"
import { orUnavailable } from "./internal/orUnavailable.ts"
import { daysOver } from "./internal/reviewDays.ts"
import { appendOver, readingOver } from "./internal/reviewStatements.ts"

export const layer: Layer.Layer<ReviewLog, never, SqlClient.SqlClient> = Layer.effect(
  ReviewLog,
  Effect.gen(function* () {
    const sql = yield* SqlClient.SqlClient
    const append = appendOver(sql)
    const { latest, learners, ofCard, pageAfter } = readingOver(sql)
    const days = daysOver(sql)

    const nextPage = (userId: UserId) => (last: Review | undefined) =>
      Effect.map(
        pageAfter({ userId, last, limit: pageSize }),
        (page) =>
          [
            page,
            // A short page is the last one.
            page.length < pageSize ? Option.none() : Array.last(page)
          ] as const
      ).pipe(asLearnerOnce(sql, userId), orUnavailable("ReviewLog.replay"))

    const replay = (userId: UserId) =>
      Stream.paginate<Review | undefined, Review, StoreUnavailable>(undefined, nextPage(userId))

    return ReviewLog.of({
      append: (reviews) =>
        asLearnerOf(sql, reviews, inBatches(reviews, append)).pipe(
          // Somebody is adding the same reviews: once theirs are committed they are found, and left as they are.
          Effect.retry({ times: 3, while: isTwice }),
          orUnavailable("ReviewLog.append")
        ),
      ofCard: (userId, cardId) =>
        ofCard({ userId, cardId }).pipe(asLearnerOnce(sql, userId), orUnavailable("ReviewLog.ofCard")),
      latest: (userId, page) =>
        latest({ userId, ...page }).pipe(asLearnerOnce(sql, userId), orUnavailable("ReviewLog.latest")),
      days: (userId, range) => days({ userId, ...range }).pipe(asLearnerOnce(sql, userId), orUnavailable("ReviewLog.days")),
      replay,
      learners: Stream.fromIterableEffect(
        learners(undefined).pipe(
          asWorker(sql),
          orUnavailable("ReviewLog.learners"),
          Effect.map((rows) => rows.map(({ userId }) => userId))
        )
      ),
      cards: (userId) => tallies(replay(userId))
    })
  })
)

const pageSize = 1_000

const isTwice = (error: unknown): boolean => SqlError.isSqlError(error) && error.reason._tag === "UniqueViolation"
