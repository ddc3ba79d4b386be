/**
 * Keeps every review in the `reviews` table, which is only ever added to.
 */
import { ReviewLog, tallies } from "@loopi/core"
import { Effect, Layer, Stream } from "effect"
import { SqlClient } from "effect/sql"
import { asLearnerOnce, asWorker } from "../internal/asLearner.ts"
import { orUnavailable } from "../internal/orUnavailable.ts"
import { addingOver } from "./addingReviews.ts"
import { daysOver } from "./reviewDays.ts"
import { replayOver } from "./reviewPages.ts"
import { readingOver } from "./reviewStatements.ts"

export const layer: Layer.Layer<ReviewLog, never, SqlClient.SqlClient> = Layer.effect(
  ReviewLog,
  Effect.gen(function* () {
    const sql = yield* SqlClient.SqlClient
    const { latest, learners, ofCard } = readingOver(sql)
    const days = daysOver(sql)
    const replay = replayOver(sql, "ReviewLog.replay")

    return ReviewLog.of({
      append: addingOver(sql, "ReviewLog.append"),
      ofCard: (userId, cardId) =>
        ofCard({ userId, cardId }).pipe(asLearnerOnce(sql, userId), orUnavailable("ReviewLog.ofCard")),
      latest: (userId, page) =>
        latest({ userId, ...page }).pipe(asLearnerOnce(sql, userId), orUnavailable("ReviewLog.latest")),
      days: (userId, range) =>
        days({ userId, ...range }).pipe(asLearnerOnce(sql, userId), orUnavailable("ReviewLog.days")),
      replay,
      learners: Stream.fromIterableEffect(learners.pipe(asWorker(sql), orUnavailable("ReviewLog.learners"))),
      cards: (userId) => tallies(replay(userId))
    })
  })
)
