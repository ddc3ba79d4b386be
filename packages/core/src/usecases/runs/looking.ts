/**
 * What happens in a run, read once for all in this process who watch it and are equally far.
 */
import { Clock, Effect, RcMap, type Scope, Semaphore } from "effect"
import { isFinal, type RunEvent, type RunId, type RunNotFound } from "../../domain/Run.ts"
import type { UserId } from "../../domain/User.ts"
import { RunStore } from "../../ports/RunStore.ts"
import type { StoreUnavailable } from "../../ports/StoreUnavailable.ts"

export interface Look {
  readonly after: number
  readonly begunAt: number
  /** What was told after event `after`. */
  readonly events: ReadonlyArray<RunEvent>
  /** Nothing will be told after these. */
  readonly isLast: boolean
}

/** Looks what there is after event `after`; what somebody saw at `notBefore` or later will do. */
export type LookUp = (after: number, notBefore: number) => Effect.Effect<Look, RunNotFound | StoreUnavailable>

export const looking = Effect.gen(function* () {
  const store = yield* RunStore
  const watched = yield* RcMap.make({ lookup: (_: string) => Effect.sync(makePlace) })

  const read = Effect.fnUntraced(function* (userId: UserId, id: RunId, after: number) {
    const begunAt = yield* Clock.currentTimeMillis
    const events = yield* store.events(userId, id, after, page)
    const isLast = events.length === 0 && isFinal(yield* store.get(userId, id))
    // Once more: it may have told something before it was over.
    return { after, begunAt, events: isLast ? yield* store.events(userId, id, after, page) : events, isLast }
  })

  /** Shares for as long as the scope is open. The learner is part of the name: nobody sees what is another's. */
  return Effect.fnUntraced(function* (userId: UserId, id: RunId): Effect.fn.Return<LookUp, never, Scope.Scope> {
    const place = yield* RcMap.get(watched, `${userId} ${id}`)
    return (after, notBefore) =>
      place.turn.withPermit(
        Effect.suspend(() => {
          const { last } = place
          if (last !== undefined && last.after === after && last.begunAt >= notBefore) return Effect.succeed(last)
          return Effect.tap(read(userId, id, after), (look) => Effect.sync(() => (place.last = look)))
        })
      )
  })
})

interface Place {
  readonly turn: Semaphore.Semaphore
  last: Look | undefined
}

const makePlace = (): Place => ({ turn: Semaphore.makeUnsafe(1), last: undefined })

/** Events read at a time. */
export const page = 200
