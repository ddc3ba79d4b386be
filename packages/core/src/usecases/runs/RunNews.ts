/**
 * Tells those who wait in this process that something happened in a run: one ear at the store for all of them.
 */
import { Context, Effect, Layer, Option, PubSub, Ref, type Scope, Stream } from "effect"
import type { RunId } from "../../domain/runs/Run.ts"
import { RunStore } from "../../ports/runs/RunStore.ts"

export interface Hearing {
  /**
   * Waits until something may have happened since it was last waited for: gives the number of the news, or nothing after
   * a second without, as some are missed.
   */
  readonly next: Effect.Effect<number | undefined>
}

interface News {
  readonly id: RunId
  readonly number: number
}

export class RunNews extends Context.Service<
  RunNews,
  {
    /** Hears what happens from now on in a run, or in any. */
    readonly of: (id?: RunId) => Effect.Effect<Hearing, never, Scope.Scope>
    /** The number of the latest news of any run: they are numbered from 1. */
    readonly latest: Effect.Effect<number>
  }
>()("@loopi/core/usecases/runs/RunNews") {
  static readonly layer: Layer.Layer<RunNews, never, RunStore> = Layer.effect(
    RunNews,
    Effect.gen(function* () {
      const store = yield* RunStore
      const heard = yield* PubSub.sliding<News>(1_000)
      const count = yield* Ref.make(0)
      yield* Effect.forkScoped(
        Stream.runForEach(store.nudges, (id) =>
          Effect.flatMap(
            Ref.updateAndGet(count, (n) => n + 1),
            (number) => PubSub.publish(heard, { id, number })
          )
        ),
        { startImmediately: true }
      )

      const of = Effect.fnUntraced(function* (id?: RunId) {
        const subscription = yield* PubSub.subscribe(heard)
        const wanted = (news: ReadonlyArray<News>) => news.findLast((one) => id === undefined || one.id === id)
        const news = Effect.repeat(Effect.map(PubSub.takeAll(subscription), wanted), {
          until: (one) => one !== undefined
        })
        return { next: Effect.map(Effect.timeoutOption(news, pollEvery), (one) => Option.getOrUndefined(one)?.number) }
      })
      return RunNews.of({ of, latest: Ref.get(count) })
    })
  )
}

const pollEvery = "1 second"
