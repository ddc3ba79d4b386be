import { assert, it } from "@effect/vitest"
import { Goals, Runs } from "@loopi/core"
import { Server } from "@loopi/http"
import { Deferred, Effect, Exit, Fiber, Layer, Option, Scope, Stream } from "effect"
import { type AnswersAll, InMemory, serve } from "../app.ts"
import { ask } from "../ask.ts"
import { Me } from "../me.ts"
import { runUnderWay, started } from "../runUnderWay.ts"

it.live("a server that stops takes no more requests, and lets those in progress end", () =>
  Effect.gen(function* () {
    const arrived = yield* Deferred.make<void>()
    const go = yield* Deferred.make<void>()
    const Slow = Layer.mock(Goals)({
      list: () => Deferred.succeed(arrived, undefined).pipe(Effect.andThen(Deferred.await(go)), Effect.as([]))
    })
    const scope = yield* Scope.make()
    const app: Layer.Layer<AnswersAll> = Layer.merge(InMemory, Slow)
    const server = yield* Layer.buildWithScope(serve(app), scope)

    const request = yield* ask("/api/goals").pipe(Effect.provideContext(server), Effect.forkChild)
    yield* Deferred.await(arrived)
    const stopping = yield* Effect.forkChild(Scope.close(scope, Exit.void))
    yield* Effect.flip(Effect.forever(ask("/api/health"))).pipe(Effect.provideContext(server))
    yield* Deferred.succeed(go, undefined)

    const answered = yield* Fiber.join(request)
    yield* Fiber.join(stopping)
    assert.deepStrictEqual([answered.status, answered.text], [200, "[]"])
  })
)

it.live("a server that stops does not wait for those who watch a run", () =>
  Effect.gen(function* () {
    const Endless = Layer.mock(Runs)({
      get: () => Effect.succeed(runUnderWay),
      watch: () => Stream.concat(Stream.make(started), Stream.never)
    })
    const scope = yield* Scope.make()
    const app: Layer.Layer<AnswersAll> = Layer.merge(InMemory, Endless)
    const server = yield* Layer.buildWithScope(serve(app), scope)

    const address = yield* Server.address.pipe(Effect.provideContext(server))
    const headers = { authorization: `Bearer ${yield* Me}` }
    const watch = yield* Effect.promise(() => fetch(`${address}/api/runs/${runUnderWay.id}/events`, { headers }))
    const reader = watch.body?.getReader()
    yield* Effect.promise(() => Promise.resolve(reader?.read()))

    const stopped = yield* Effect.timeoutOption(Scope.close(scope, Exit.void), "10 seconds")
    assert.isTrue(Option.isSome(stopped), "it waited for the watch")
  })
)
