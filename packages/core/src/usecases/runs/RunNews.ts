/**
 * Tells those who wait in this process that something happened in a run: one ear at the store for all of them.
 */
import { Context, Effect, Layer, Option, PubSub, type Scope, Stream } from "effect"
import type { RunId } from "../../domain/Run.ts"
import { RunStore } from "../../ports/RunStore.ts"

export interface Hearing {
  /** Waits until something may have happened since it was last waited for: news (`true`), or a second, as some are missed. */
  readonly next: Effect.Effect<boolean>
}

export class RunNews extends Context.Service<
  RunNews,
  {
    /** Hears what happens from now on in a run, or in any. */
    readonly of: (id?: RunId) => Effect.Effect<Hearing, never, Scope.Scope>
  }
>()("@loopi/core/usecases/runs/RunNews") {
  static readonly layer: Layer.Layer<RunNews, never, RunStore> = Layer.effect(
    RunNews,
    Effect.gen(function* () {
      const store = yield* RunStore
      const heard = yield* PubSub.sliding<RunId>(1_000)
      yield* Effect.forkScoped(
        Stream.runForEach(store.nudges, (id) => PubSub.publish(heard, id)),
        { startImmediately: true }
      )

      const of = Effect.fnUntraced(function* (id?: RunId) {
        const subscription = yield* PubSub.subscribe(heard)
        const isWanted = (about: ReadonlyArray<RunId>) => id === undefined || about.includes(id)
        const news = Effect.repeat(PubSub.takeAll(subscription), { until: isWanted })
        return { next: Effect.map(Effect.timeoutOption(news, pollEvery), Option.isSome) }
      })
      return RunNews.of({ of })
    })
  )
}

const pollEvery = "1 second"
