/**
 * Looks at runs as they go on.
 */
import { Array, Effect, Option, Stream } from "effect"
import { isFinal, type RunId } from "../../domain/runs/Run.ts"
import type { UserId } from "../../domain/users/User.ts"
import { RunStore } from "../../ports/runs/RunStore.ts"
import { looking, type LookOut, page } from "./looking.ts"
import { type Hearing, RunNews } from "./RunNews.ts"

export const watching = Effect.gen(function* () {
  const store = yield* RunStore
  const news = yield* RunNews
  const look = yield* looking

  const events = Effect.fn("Runs.events")(function* (
    userId: UserId,
    id: RunId,
    { after = 0, limit = page }: { readonly after?: number; readonly limit?: number } = {}
  ) {
    yield* store.get(userId, id)
    return yield* store.events(userId, id, after, limit)
  })

  /** The events after `seq` as soon as there are some; none once the run is over. */
  const next = Effect.fnUntraced(function* (lookOut: LookOut, seq: number, hearing: Hearing) {
    let heard: number | undefined = yield* news.latest
    while (true) {
      const { events: some, isLast } = yield* lookOut(seq, heard)
      if (some.length > 0 || isLast) return some
      heard = yield* hearing.next
    }
  })

  const watch = (userId: UserId, id: RunId, after = 0) =>
    Stream.unwrap(
      Effect.gen(function* () {
        const hearing = yield* news.of(id)
        const lookOut = yield* look(userId, id)
        return Stream.paginate(after, (seq) =>
          Effect.map(next(lookOut, seq, hearing), (some) => [some, Option.map(Array.last(some), (event) => event.seq)])
        )
      })
    )

  const awaitEnd = Effect.fn("Runs.awaitEnd")(function* (userId: UserId, id: RunId) {
    const hearing = yield* news.of(id)
    while (true) {
      const run = yield* store.get(userId, id)
      if (isFinal(run)) return run
      yield* hearing.next
    }
  }, Effect.scoped)

  return { get: store.get, events, watch, awaitEnd }
})
