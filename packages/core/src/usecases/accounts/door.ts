/**
 * Where those who sign in wait before anything is done for them: many who come at once would take the database and the
 * thread from everybody else, to wait for the hasher all the same.
 */
import { Deferred, Effect, Semaphore } from "effect"
import { HasherBusy } from "../../domain/accounts/Account.ts"

/** Enough that the hasher never waits: while it works for one, others are counted and looked up. */
const atOnce = 3

/** As long as somebody looks at a sign-in. */
const patience = "5 seconds"

/** Lets a few in at a time, in the order in which they came. Whoever waits for too long is turned away, and has not tried. */
export const door = Effect.map(
  Semaphore.make(atOnce),
  (inside) =>
    <A, E, R>(work: Effect.Effect<A, E, R>): Effect.Effect<A, E | HasherBusy, R> =>
      Effect.suspend(() => {
        const entered = Deferred.makeUnsafe<void>()
        const inTurn = inside.withPermit(Effect.andThen(Deferred.succeed(entered, undefined), work))
        const tooLate = Deferred.await(entered).pipe(
          Effect.timeoutOrElse({ duration: patience, orElse: () => HasherBusy.make({}) }),
          Effect.andThen(Effect.never)
        )
        return Effect.raceFirst(inTurn, tooLate)
      })
)
