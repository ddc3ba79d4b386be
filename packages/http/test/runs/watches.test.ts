/**
 * How many may watch runs at once.
 */
import { assert, it } from "@effect/vitest"
import { Runs } from "@loopi/core"
import { Server } from "@loopi/http"
import { Effect, Layer, Schedule, Stream } from "effect"
import { InMemory, serve } from "../app.ts"
import { ask } from "../ask.ts"
import { asLearner, Me } from "../me.ts"
import { assertProblem } from "../problems.ts"
import { runUnderWay, started } from "../runUnderWay.ts"

const Endless = Layer.mock(Runs)({
  get: () => Effect.succeed(runUnderWay),
  watch: () => Stream.concat(Stream.make(started), Stream.never)
})

const App = serve(Layer.merge(InMemory, Endless), { server: { port: 0, maxWatches: 5, maxWatchesPerLearner: 3 } })

const path = `/api/runs/${runUnderWay.id}/events`

/** Watches until it is aborted. */
const watch = Effect.gen(function* () {
  const address = yield* Server.address
  const headers = { authorization: `Bearer ${yield* Me}` }
  const { abort, signal } = newAbort()
  const { status } = yield* Effect.promise(() => fetch(`${address}${path}`, { headers, signal }))
  return { status, abort }
})

const newAbort = () => {
  const controller = new AbortController()
  return { signal: controller.signal, abort: () => controller.abort() }
}

const watchers = (count: number) => asLearner(Effect.replicateEffect(watch, count))

it.layer(App, { excludeTestServices: true })("those who watch runs", (it) => {
  it.effect("are so many for one learner and so many in all, and whoever goes makes room", () =>
    Effect.gen(function* () {
      const own = yield* asLearner(
        Effect.gen(function* () {
          const three = yield* Effect.replicateEffect(watch, 3)
          assertProblem(yield* ask(path), "too_many_watches")
          return three
        })
      )
      const others = yield* watchers(2)
      assert.deepStrictEqual(
        [...own, ...others].map(({ status }) => status),
        [200, 200, 200, 200, 200]
      )
      yield* asLearner(Effect.map(ask(path), (answered) => assertProblem(answered, "too_many_watches")))

      for (const { abort } of own) abort()
      const again = yield* Effect.repeat(watchers(1), {
        until: ([one]) => one?.status === 200,
        schedule: Schedule.spaced("20 millis")
      })
      for (const { abort } of [...others, ...again]) abort()
    })
  )
})
