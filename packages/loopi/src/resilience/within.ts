/**
 * Bounds the wait for what cannot be called back.
 */
import { type Duration, Effect, Fiber, Option, type Scope } from "effect"

/**
 * Gives up waiting after a while. What has begun is told to stop, and nobody waits until it has: a write of LanceDB cannot
 * be interrupted, and may end long after.
 */
export const within =
  (scope: Scope.Scope, patience: Duration.Input) =>
  <A, E, R, E2>(effect: Effect.Effect<A, E, R>, orElse: () => Effect.Effect<never, E2>): Effect.Effect<A, E | E2, R> =>
    Effect.flatMap(Effect.forkIn(effect, scope), (fiber) =>
      Fiber.join(fiber).pipe(
        Effect.timeoutOption(patience),
        Effect.flatMap(
          Option.match({
            onNone: () => Effect.suspend(orElse),
            onSome: Effect.succeed
          })
        ),
        Effect.ensuring(Effect.sync(() => fiber.interruptUnsafe()))
      )
    )
