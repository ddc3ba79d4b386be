/**
 * Many who watch one run look at the store as often as one does.
 */
import { assert, it } from "@effect/vitest"
import { Runs, RunStore } from "@loopi/core"
import { MemoryStores } from "@loopi/core/memory"
import { Deferred, Effect, Fiber, Layer, Stream } from "effect"
import { TestClock } from "effect/testing"
import * as lines from "../lines.ts"
import { world } from "../world.ts"
import { begun, blocking } from "./begun.ts"
import { authorOf, newScript } from "./scripts.ts"

it.effect("those who watch a run share what they see, and each sees all of it", () =>
  Effect.gen(function* () {
    const gate = yield* Deferred.make<void>()
    const looks = { count: 0 }
    const counted = Layer.effect(
      RunStore,
      RunStore.use((store) =>
        Effect.succeed(
          RunStore.of({
            ...store,
            events: (...page) => Effect.suspend(() => (looks.count++, store.events(...page))),
            get: (...run) => Effect.suspend(() => (looks.count++, store.get(...run)))
          })
        )
      )
    ).pipe(Layer.provideMerge(MemoryStores.layer))

    yield* Effect.gen(function* () {
      const { learner, run } = yield* begun
      const watch = Stream.runCollect((yield* Runs).watch(learner, run.id))
      const watchers = yield* Effect.forkChild(Effect.replicateEffect(watch, 50, { concurrency: "unbounded" }))
      for (let second = 0; second < 3; second++) yield* TestClock.adjust("1 second")
      looks.count = 0
      for (let second = 0; second < 10; second++) yield* TestClock.adjust("1 second")
      const quiet = looks.count
      yield* Deferred.succeed(gate, undefined)
      const seen = yield* Fiber.join(watchers)

      // One look is two questions. The run itself asks now and then, too.
      assert.isAtLeast(quiet, 10)
      assert.isAtMost(quiet, 40)
      assert.strictEqual(seen[0]?.at(-1)?.kind, "succeeded")
      for (const events of seen) assert.deepStrictEqual(events, seen[0])
    }).pipe(
      Effect.provide(
        world({
          stores: counted,
          trees: lines.trees,
          cards: authorOf(newScript({ before: ({ answer }) => blocking(answer, "Reykjavik", gate) }))
        })
      )
    )
  })
)
