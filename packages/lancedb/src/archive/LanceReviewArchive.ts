/**
 * Keeps the bulk of all reviews in a LanceDB table, written in batches.
 */
import { type ArchivePoint, byCardAndVersion, type Review, ReviewArchive } from "@loopi/core"
import { Array, Duration, Effect, Layer, Order } from "effect"
import * as LanceDb from "../LanceDb.ts"
import type { LanceDbUnusable } from "../LanceDbUnusable.ts"
import { finishing } from "../toItsEnd.ts"
import { sharedTable } from "./ArchiveTable.ts"
import { compacting } from "./compacting.ts"
import { erasing } from "./erasing.ts"
import { encode } from "./encode.ts"
import { readingOver } from "./reading.ts"
import { statesOver } from "./states.ts"
import { overtaken, step } from "./step.ts"
import { holds } from "./verify.ts"

export interface ReviewArchiveOptions extends LanceDb.LanceDbOptions {
  /** How long states that were replaced are kept, for those who are reading them. */
  readonly horizon?: Duration.Input
}

export const layer = ({
  directory,
  horizon = "10 minutes"
}: ReviewArchiveOptions): Layer.Layer<ReviewArchive, LanceDbUnusable> =>
  Layer.effect(
    ReviewArchive,
    Effect.gen(function* () {
      const db = yield* LanceDb.LanceDb
      const states = statesOver(db)

      const append = Effect.fnUntraced(function* (after: ArchivePoint, reviews: ReadonlyArray<Review>) {
        const { point, table } = yield* states.settle(after)
        if (reviews.length === 0) return point

        const { version } = yield* step(() => table.add(encode(Array.sort(reviews, byLearner))))
        const next = yield* states.standing(table)
        const expected = { version: point.version + 1, reviews: point.reviews + reviews.length }
        if (version !== expected.version || !samePoint(next.point, expected)) return yield* overtaken
        if (!(yield* holds(table, point.reviews, reviews))) {
          return yield* Effect.die(new Error("The archive does not give back what it was given"))
        }
        return next.point
      }, finishing)

      return ReviewArchive.of({
        ...readingOver(yield* sharedTable(db.connection)),
        create: finishing(states.create),
        settle: (at) => finishing(Effect.map(states.settle(at), ({ point }) => point)),
        append,
        ...erasing(db, states),
        compact: compacting(states, Duration.fromInputUnsafe(horizon))
      })
    })
  ).pipe(Layer.provide(LanceDb.layer({ directory })))

/** A learner's rows together: they are read together, and what is alike takes less room. */
const byLearner = Order.combine(
  Order.mapInput(Order.String, ({ userId }: Review) => userId),
  byCardAndVersion
)

const samePoint = (a: ArchivePoint, b: ArchivePoint) => a.version === b.version && a.reviews === b.reviews
