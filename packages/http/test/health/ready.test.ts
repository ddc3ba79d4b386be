/**
 * What a proxy is told about whether to send requests.
 */
import { assert, it } from "@effect/vitest"
import { type OldestWork, type PartState, ReadinessChecks, readinessOf } from "@loopi/core"
import { DateTime, Effect, Exit, Fiber, Layer, Scope } from "effect"
import { InMemory, serve } from "../app.ts"
import { ask } from "../ask.ts"
import { assertProblem } from "../problems.ts"

const since = DateTime.makeUnsafe("2026-01-02T08:00:00Z")
const oldest: OldestWork = { vectorTask: since, unfinishedRun: null, mailRequest: null, unarchivedReview: null }

const standing = (parts: ReadonlyArray<PartState>) =>
  Layer.merge(
    InMemory,
    Layer.succeed(ReadinessChecks, { report: Effect.succeed({ status: readinessOf(parts), parts, oldest }) })
  )

const asked = (parts: ReadonlyArray<PartState>) =>
  Effect.gen(function* () {
    const server = yield* Layer.build(serve(standing(parts)))
    return yield* Effect.all({
      health: ask("/api/health"),
      ready: ask("/api/ready", { headers: { authorization: "" } })
    }).pipe(Effect.provideContext(server))
  })

it.live("a server is ready where all is there, and says what has waited longest", () =>
  Effect.gen(function* () {
    const parts: ReadonlyArray<PartState> = [{ part: "database", state: "ok" }]
    const { ready } = yield* asked(parts)
    assert.strictEqual(ready.status, 200)
    assert.deepStrictEqual(ready.json, {
      status: "ready",
      parts,
      oldest: { ...oldest, vectorTask: "2026-01-02T08:00:00.000Z" }
    })
  })
)

it.live("a server is ready without what it can do without, and names it", () =>
  Effect.gen(function* () {
    const parts: ReadonlyArray<PartState> = [
      { part: "database", state: "ok" },
      { part: "vectors", state: "silent" }
    ]
    const { ready } = yield* asked(parts)
    assert.deepStrictEqual([ready.status, ready.json["status"], ready.json["parts"]], [200, "degraded", parts])
  })
)

it.live("a server without a database is not ready, but alive", () =>
  Effect.gen(function* () {
    const { health, ready } = yield* asked([{ part: "database", state: "silent" }])
    assert.strictEqual(health.status, 200)
    assertProblem(ready, "not_ready")
    assert.strictEqual(ready.headers["retry-after"], "5")
    assert.deepStrictEqual(ready.json["errors"], [
      { path: "database", message: "did not answer within 2 seconds, three times in turn" },
      { path: "oldest.vectorTask", message: "waits since 2026-01-02T08:00:00.000Z" }
    ])
  })
)

it.live("a server that goes away says so before it takes no more requests", () =>
  Effect.gen(function* () {
    const scope = yield* Scope.make()
    const app = serve(InMemory, { server: { port: 0, drainDelay: "1 second" } })
    const server = yield* Layer.buildWithScope(app, scope)
    const get = (path: string) => ask(path).pipe(Effect.provideContext(server))

    const before = yield* get("/api/ready")
    const stopping = yield* Effect.forkChild(Scope.close(scope, Exit.void), { startImmediately: true })
    const [ready, health, goals] = yield* Effect.all([get("/api/ready"), get("/api/health"), get("/api/goals")])
    yield* Fiber.join(stopping)

    assert.deepStrictEqual([before.status, before.headers.connection], [200, "close"])
    assertProblem(ready, "not_ready")
    assert.deepStrictEqual(ready.json["errors"], [{ path: "server", message: "goes away" }])
    assert.deepStrictEqual([health.status, goals.status], [200, 200])
    yield* Effect.flip(get("/api/health"))
  })
)
