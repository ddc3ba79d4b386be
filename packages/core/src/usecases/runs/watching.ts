/**
 * Looks at runs as they go on.
 */
import { Array, Effect, Option, Stream } from "effect"
import { isFinal, type RunId } from "../../domain/Run.ts"
import type { UserId } from "../../domain/User.ts"
import { RunStore } from "../../ports/RunStore.ts"
import { type Hearing, RunNews } from "./RunNews.ts"

export const watching = Effect.gen(function* () {
  const store = yield* RunStore
  const news = yield* RunNews

  const events = Effect.fn("Runs.events")(function* (
    userId: UserId,
    id: RunId,
    { after = 0, limit = page }: { readonly after?: number; readonly limit?: number } = {}
  ) {
    yield* store.get(userId, id)
    return yield* store.events(userId, id, after, limit)
  })

  /** The events after `seq` as soon as there are some; none once the run is over. */
  const next = Effect.fnUntraced(function* (userId: UserId, id: RunId, seq: number, hearing: Hearing) {
    while (true) {
      const some = yield* store.events(userId, id, seq, page)
      if (some.length > 0) return some
      const run = yield* store.get(userId, id)
      // Once more: it may have told something before it was over.
      if (isFinal(run)) return yield* store.events(userId, id, seq, page)
      yield* hearing.next
    }
  })

  const watch = (userId: UserId, id: RunId, after = 0) =>
    Stream.unwrap(
      Effect.map(news.of(id), (hearing) =>
        Stream.paginate(after, (seq) =>
          Effect.map(next(userId, id, seq, hearing), (some) => [
            some,
            Option.map(Array.last(some), (event) => event.seq)
          ])
        )
      )
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

/** Events read at a time. */
const page = 200
