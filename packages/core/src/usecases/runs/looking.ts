/**
 * What happens in a run, read once for all in this process who watch it and are equally far.
 */
import { Clock, Effect, RcMap, type Scope, Semaphore } from "effect"
import { isFinal, type RunEvent, type RunId, type RunNotFound } from "../../domain/runs/Run.ts"
import type { UserId } from "../../domain/users/User.ts"
import { RunStore } from "../../ports/runs/RunStore.ts"
import type { StoreUnavailable } from "../../ports/StoreUnavailable.ts"
import { RunNews } from "./RunNews.ts"

export interface Look {
  readonly begunAt: number
  /** The latest news when it was begun. */
  readonly asOf: number
  readonly after: number
  /** What was told after event `after`. */
  readonly events: ReadonlyArray<RunEvent>
  /** Nothing will be told after these. */
  readonly isLast: boolean
}

/**
 * Looks what there is after event `after`. What somebody else saw who looked after the news will do; without news, what
 * they saw a moment ago.
 */
export type LookOut = (after: number, news: number | undefined) => Effect.Effect<Look, RunNotFound | StoreUnavailable>

export const looking = Effect.gen(function* () {
  const store = yield* RunStore
  const { latest } = yield* RunNews
  const watched = yield* RcMap.make({ lookup: makePlace })

  const read = Effect.fnUntraced(function* (userId: UserId, id: RunId, after: number) {
    const events = yield* store.events(userId, id, after, page)
    const isLast = events.length === 0 && isFinal(yield* store.get(userId, id))
    // Once more: it may have told something before it was over.
    return { after, events: isLast ? yield* store.events(userId, id, after, page) : events, isLast }
  })

  /** Shares for as long as the scope is open. The learner is part of the name: nobody sees what is another's. */
  return Effect.fnUntraced(function* (userId: UserId, id: RunId): Effect.fn.Return<LookOut, never, Scope.Scope> {
    const place = yield* RcMap.get(watched, `${userId} ${id}`)

    const look = Effect.fnUntraced(function* (after: number, news: number | undefined) {
      const [begunAt, asOf] = [yield* Clock.currentTimeMillis, yield* latest]
      const { last } = place
      if (last?.after === after && (news === undefined ? begunAt - last.begunAt < freshFor : last.asOf >= news)) {
        return last
      }
      place.last = { begunAt, asOf, ...(yield* read(userId, id, after)) }
      return place.last
    })
    return (after, news) => place.turn.withPermit(look(after, news))
  })
})

interface Place {
  readonly turn: Semaphore.Semaphore
  last: Look | undefined
}

const makePlace = (_name: string): Effect.Effect<Place> =>
  Effect.sync(() => ({ turn: Semaphore.makeUnsafe(1), last: undefined }))

/** Milliseconds for which what another watcher saw is as good as a look of one's own, where there is no news. */
const freshFor = 900

/** Events read at a time. */
export const page = 200
