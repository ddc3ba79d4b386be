/**
 * For what waits a little on the test's clock, which stands still by itself.
 */
import { Effect } from "effect"
import { TestClock } from "effect/testing"

export const whileTimePasses = <A, E, R>(effect: Effect.Effect<A, E, R>): Effect.Effect<A, E, R> =>
  Effect.raceFirst(effect, Effect.forever(Effect.andThen(Effect.yieldNow, TestClock.adjust("1 second"))))
