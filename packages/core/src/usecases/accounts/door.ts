/**
 * Where those who sign in wait before anything is done for them: many who come at once would take the database and the
 * thread from everybody else, to wait for the hasher all the same.
 */
import { Deferred, Effect, Semaphore } from "effect"
import { HasherBusy } from "../../domain/accounts/Account.ts"

/** Enough that the hasher seldom waits: while it works for one, another is counted and looked up. */
const atOnce = 2

/** As long as somebody looks at a sign-in. */
const patience = "5 seconds"

/** More of one client could not be tried within the hour anyway. */
const mostWaiting = 100

interface Queue {
  readonly turn: Semaphore.Semaphore
  length: number
}

/**
 * Lets a few in at a time, and of each client one, in the order in which they came: however many one client sends, the
 * next of another is behind one of them. Whoever waits for too long is turned away, and has not tried.
 */
export const door = Effect.map(Semaphore.make(atOnce), (inside) => {
  const queues = new Map<string, Queue>()

  const queueUp = (client: string) =>
    Effect.sync(() => {
      const queue = queues.get(client) ?? { turn: Semaphore.makeUnsafe(1), length: 0 }
      queue.length++
      queues.set(client, queue)
      return queue
    })

  const leave = (client: string) => (queue: Queue) =>
    Effect.sync(() => {
      queue.length--
      if (queue.length === 0) queues.delete(client)
    })

  /** Who is told at once comes back at once: thousands a second would leave no time for anybody. */
  const turnedAway = Effect.andThen(Effect.sleep(patience), HasherBusy.make({}))

  const inTurn = <A, E, R>(work: Effect.Effect<A, E, R>, { turn }: Queue): Effect.Effect<A, E | HasherBusy, R> => {
    const entered = Deferred.makeUnsafe<void>()
    const working = Effect.andThen(Deferred.succeed(entered, undefined), work)
    const tooLate = Deferred.await(entered).pipe(
      Effect.timeoutOrElse({ duration: patience, orElse: () => HasherBusy.make({}) }),
      Effect.andThen(Effect.never)
    )
    return Effect.raceFirst(turn.withPermit(inside.withPermit(working)), tooLate)
  }

  return <A, E, R>(work: Effect.Effect<A, E, R>, client: string): Effect.Effect<A, E | HasherBusy, R> =>
    Effect.suspend(() =>
      (queues.get(client)?.length ?? 0) >= mostWaiting
        ? turnedAway
        : Effect.acquireUseRelease(queueUp(client), (queue) => inTurn(work, queue), leave(client))
    )
})
