/**
 * All stores, with the study on LanceDB and everything else in memory.
 */
import { ReviewArchive, ReviewDrain, Schedules, TieredReviewLog } from "@loopi/core"
import { MemoryStores } from "@loopi/core/memory"
import { LanceReviewArchive, LanceStudy } from "@loopi/lancedb"
import { Effect, Layer } from "effect"

/** Puts everything that waits into the archive, and takes a checkpoint. */
export const takeOver = Effect.gen(function* () {
  const archive = yield* ReviewArchive
  const drain = yield* ReviewDrain
  yield* drain.turn(5_000, ({ recorded, reviews }) =>
    recorded === null
      ? Effect.flatMap(archive.create, (point) => archive.append(point, reviews))
      : archive.append(recorded, reviews)
  )
  yield* (yield* LanceStudy.StudyCheckpoints).take
})

export const layer = (directory: string, options: Omit<LanceStudy.StudyOptions, "directory"> = {}) =>
  TieredReviewLog.layer.pipe(
    Layer.provideMerge(Layer.effectDiscard(takeOver)),
    Layer.provideMerge(LanceReviewArchive.layer({ directory })),
    Layer.provideMerge(LanceStudy.layer({ ...options, directory })),
    Layer.provideMerge(MemoryStores.layer)
  )

/** The same, where nothing stays in the journal for longer than a rating takes. */
export const layerEager = (directory: string) => {
  const stores = layer(directory, { keeps: 0, most: 0 })
  return Layer.effect(
    Schedules,
    Effect.gen(function* () {
      const schedules = yield* Schedules
      const context = yield* Effect.context<ReviewArchive | ReviewDrain | LanceStudy.StudyCheckpoints>()
      const after = Effect.orDie(Effect.provide(takeOver, context))
      return Schedules.of({
        ...schedules,
        record: (schedule, review) => Effect.tap(schedules.record(schedule, review), () => after)
      })
    })
  ).pipe(Layer.provideMerge(stores))
}
