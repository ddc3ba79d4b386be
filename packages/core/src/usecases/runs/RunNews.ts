/**
 * Tells those who wait in this process that something happened in a run: one ear at the store for all of them.
 */
import { Context, Effect, Layer, PubSub, type Scope, Stream } from "effect"
import type { RunId } from "../../domain/Run.ts"
import { RunStore } from "../../ports/RunStore.ts"

export class RunNews extends Context.Service<
  RunNews,
  {
    /**
     * An effect that waits until something may have happened in the run, or in any, since it was last run: news, or a
     * second gone by, as some news are missed. Hears what happens from now on.
     */
    readonly of: (id?: RunId) => Effect.Effect<Effect.Effect<void>, never, Scope.Scope>
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
        return Effect.asVoid(Effect.raceFirst(news, Effect.sleep(pollEvery)))
      })
      return RunNews.of({ of })
    })
  )
}

const pollEvery = "1 second"
