/**
 * A client of the use case itself, whose answers get lost at times as they do on a network.
 */
import { Study, type UserId } from "@loopi/core"
import { DateTime, Effect, Random } from "effect"
import type { Outcome } from "../checker/History.ts"
import type { Sent } from "./Witness.ts"

export const studyDirectly = (learner: UserId) =>
  Effect.fnUntraced(function* (sent: Sent) {
    // Others come first, at times.
    yield* Effect.yieldNow
    const luck = yield* Random.nextIntBetween(0, 20)
    if (luck === 0) return unknown
    const outcome = yield* answer(learner, sent)
    yield* Effect.yieldNow
    return luck === 1 ? unknown : outcome
  })

const unknown: Outcome = { tag: "unknown" }

const answer = (learner: UserId, { cardId, durationMs, rating, reviewedAt, version }: Sent) =>
  Effect.gen(function* () {
    const study = yield* Study
    if (rating === null) return yield* study.undo(learner, cardId, version)
    return yield* study.rate(learner, {
      cardId,
      version,
      rating,
      ...(durationMs !== null && { durationMs }),
      ...(reviewedAt !== null && { reviewedAt: DateTime.makeUnsafe(reviewedAt) })
    })
  }).pipe(
    Effect.map(({ schedule }): Outcome => ({ tag: "acknowledged", schedule })),
    Effect.catchTags({
      ScheduleConflict: () => Effect.succeed<Outcome>({ tag: "conflict" }),
      NothingToUndo: () => Effect.succeed<Outcome>({ tag: "refused", code: "nothing_to_undo" })
    }),
    Effect.orDie
  )
