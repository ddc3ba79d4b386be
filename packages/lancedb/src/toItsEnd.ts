/**
 * What LanceDB has begun cannot be called back: it goes on to its end. Whoever is told to stop waits for that, but not for
 * a disk that hangs.
 */
import { Effect, Fiber } from "effect"

/**
 * Does work that stops where it may be interrupted. What holds permits has to be part of it: they are held for as long as
 * it really lasts. Nothing is lost by going: whoever comes next starts from what is on the disk, as after a crash.
 */
export const toItsEnd = <A, E, R>(work: Effect.Effect<A, E, R>): Effect.Effect<A, E, R> =>
  Effect.uninterruptibleMask((restore) =>
    Effect.flatMap(Effect.forkDetach(work, { startImmediately: true }), (fiber) =>
      Effect.onInterrupt(restore(Fiber.join(fiber)), () => stopped(fiber))
    )
  )

/** Does work that is not to stop before its end. */
export const finishing = <A, E, R>(work: Effect.Effect<A, E, R>): Effect.Effect<A, E, R> =>
  toItsEnd(Effect.uninterruptible(work))

const stopped = <A, E>(fiber: Fiber.Fiber<A, E>) =>
  Effect.suspend(() => {
    fiber.interruptUnsafe()
    return Effect.timeoutOrElse(Fiber.await(fiber), { duration: patience, orElse: () => leaving })
  })

/** Longer than nearly anything takes on a disk that answers, and shorter than programs are given to end. */
const patience = "5 seconds"

const leaving = Effect.logWarning(
  "The disk keeps LanceDB waiting: what was begun is left behind, and the next start carries on from there."
)
