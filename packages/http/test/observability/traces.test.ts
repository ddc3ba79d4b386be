/**
 * What a collector is told of requests.
 */
import { assert, it } from "@effect/vitest"
import { Telemetry } from "@loopi/http"
import { ConfigProvider, Effect, Layer } from "effect"
import { InMemory, serve } from "../app.ts"
import { ask, post } from "../ask.ts"
import { Collector, said } from "./Collector.ts"

const Told = Layer.unwrap(
  Effect.map(Collector, ({ env }) =>
    serve(InMemory).pipe(
      Layer.provide(Telemetry.layer),
      Layer.provide(ConfigProvider.layer(ConfigProvider.fromUnknown(env)))
    )
  )
).pipe(Layer.provideMerge(Collector.layer))

it.live("a span of a request reaches the collector", () =>
  Effect.gen(function* () {
    const { sees } = yield* Collector
    const { headers, status } = yield* post("/api/goals", { title: "Understand memory" })
    assert.strictEqual(status, 201)
    const span = yield* sees((spans) => spans.find(({ name }) => name === "POST /api/goals"))
    assert.strictEqual(said(span, "http.route"), "/api/goals")
    assert.strictEqual(said(span, "http.response.status_code"), 201)
    assert.strictEqual(said(span, "loopi.request.id"), headers["x-request-id"])
  }).pipe(Effect.provide(Told), Effect.scoped)
)
