/**
 * The embedded composition with its ports in reach, for programs that compare what is kept with what was promised.
 */
import { join } from "node:path"
import { Offline } from "@loopi/ai"
import { newSchedule, Replay, ReviewLog, Schedule, Schedules, UseCases, type GoalId } from "@loopi/core"
import { LanceEmbeddingIndex } from "@loopi/lancedb"
import { Postgres } from "@loopi/postgres"
import { Effect, Layer, Schema, Stream } from "effect"
import { embeddedLearnerId } from "loopi"

export const layer = (directory: string) =>
  UseCases.layer.pipe(
    Layer.provideMerge(Postgres.layerEmbedded({ directory: join(directory, "postgres") })),
    Layer.provide(LanceEmbeddingIndex.layer({ directory: join(directory, "lancedb") })),
    Layer.provide(Offline.layer)
  )

/** What the learner's history holds, and the cards whose history does not lead to their schedule. */
export const Ledger = Schema.Struct({
  reviews: Schema.Array(
    Schema.Struct({ cardId: Schema.String, version: Schema.Int, rating: Schema.NullOr(Schema.Int) })
  ),
  broken: Schema.Array(Schema.String)
})
export type Ledger = typeof Ledger.Type

export const ledgerOf = Effect.fnUntraced(function* (goalIds: ReadonlyArray<GoalId>) {
  const reviews = yield* Stream.runCollect((yield* ReviewLog).replay(embeddedLearnerId))
  const histories = Map.groupBy(reviews, (review) => review.cardId)
  const schedules = yield* (yield* Schedules).ofGoals(embeddedLearnerId, goalIds)
  const broken = schedules.filter((schedule) => {
    const history = histories.get(schedule.cardId) ?? []
    const folded = Replay.replay(newSchedule({ ...schedule, id: schedule.cardId }), history)
    return history.some(({ version }, i) => version !== i + 1) || toText(folded) !== toText(schedule)
  })
  return {
    reviews: reviews.map(({ cardId, rating, version }) => ({ cardId, rating, version })),
    broken: broken.map(({ cardId }) => cardId)
  }
})

/** Numbers in JSON lose nothing, so equal texts are equal bits. */
const toText = Schema.encodeSync(Schema.fromJsonString(Schema.toCodecJson(Schedule)))
