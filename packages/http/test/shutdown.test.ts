import { assert, it } from "@effect/vitest"
import { Goals, type UseCases } from "@loopi/core"
import { Deferred, Effect, Exit, Fiber, Layer, Scope } from "effect"
import { InMemory, serve } from "./app.ts"
import { ask } from "./ask.ts"

it.live("a server that stops takes no more requests, and lets those in progress end", () =>
  Effect.gen(function* () {
    const arrived = yield* Deferred.make<void>()
    const go = yield* Deferred.make<void>()
    const Slow = Layer.mock(Goals)({
      list: () => Deferred.succeed(arrived, undefined).pipe(Effect.andThen(Deferred.await(go)), Effect.as([]))
    })
    const scope = yield* Scope.make()
    const app: Layer.Layer<UseCases.UseCases> = Layer.merge(InMemory, Slow)
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
