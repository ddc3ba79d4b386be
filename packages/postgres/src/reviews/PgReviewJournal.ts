/**
 * Keeps reviews in the `reviews` table until the archive has had them for a while.
 */
import { ReviewJournal } from "@loopi/core"
import { Effect, Layer, Stream } from "effect"
import { SqlClient } from "effect/sql"
import { asLearnerOnce, asWorker } from "../internal/asLearner.ts"
import { orUnavailable } from "../internal/orUnavailable.ts"
import { addingOver } from "./addingReviews.ts"
import { journalOver } from "./journalStatements.ts"
import { replayOver } from "./reviewPages.ts"
import { readingOver } from "./reviewStatements.ts"
import { JournalKeeps } from "./JournalKeeps.ts"

export const layer: Layer.Layer<ReviewJournal, never, SqlClient.SqlClient> = Layer.effect(
  ReviewJournal,
  Effect.gen(function* () {
    const sql = yield* SqlClient.SqlClient
    const { latest, learners } = readingOver(sql)
    const { ofCards, ofDays, takenBack } = journalOver(sql)

    return ReviewJournal.of({
      keeps: yield* JournalKeeps,
      append: addingOver(sql, "ReviewJournal.append"),
      ofCards: (userId, cardIds) =>
        ofCards({ userId, cardIds }).pipe(asLearnerOnce(sql, userId), orUnavailable("ReviewJournal.ofCards")),
      latest: (userId, page) =>
        latest({ userId, ...page }).pipe(asLearnerOnce(sql, userId), orUnavailable("ReviewJournal.latest")),
      ofDays: (userId, range) =>
        ofDays({ userId, ...range }).pipe(asLearnerOnce(sql, userId), orUnavailable("ReviewJournal.ofDays")),
      takenBack: (userId) =>
        takenBack(userId).pipe(
          asLearnerOnce(sql, userId),
          orUnavailable("ReviewJournal.takenBack"),
          Effect.map((rows) => new Set(rows.map(({ cardId }) => cardId)))
        ),
      replay: replayOver(sql, "ReviewJournal.replay"),
      learners: Stream.fromIterableEffect(learners.pipe(asWorker(sql), orUnavailable("ReviewJournal.learners")))
    })
  })
)
