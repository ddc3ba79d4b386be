/**
 * What a collector is told of requests, and what it is not.
 */
import { assert, it } from "@effect/vitest"
import { forThisMachine, Goals, Ids, StoreUnavailable } from "@loopi/core"
import { Telemetry } from "@loopi/http"
import { ConfigProvider, Effect, Layer, Logger, Tracer } from "effect"
import { type AnswersAll, InMemory, serve } from "../app.ts"
import { ask, post } from "../ask.ts"
import { Collector, said } from "./Collector.ts"

const traceId = "4bf92f3577b34da6a3ce929d0e0e4736"
const caller = "00f067aa0ba902b7"
const canary = "canary-7d1f0c"

const configured = (env: Record<string, string>) =>
  Layer.provide(Telemetry.layer, ConfigProvider.layer(ConfigProvider.fromUnknown(env)))

const told = (given: Layer.Layer<AnswersAll> = InMemory) =>
  Layer.unwrap(Effect.map(Collector, ({ env }) => Layer.provideMerge(serve(given), configured(env)))).pipe(
    Layer.provideMerge(Collector.layer)
  )

it.live("a request has a span by the name of its endpoint, with the id that its answer has", () =>
  Effect.gen(function* () {
    const { sees, sent } = yield* Collector
    const { headers, status } = yield* post("/api/goals", { title: "Understand memory" })
    assert.strictEqual(status, 201)
    const span = yield* sees((spans) => spans.find(({ name }) => name === "POST /api/goals"))
    assert.strictEqual(said(span, "http.route"), "/api/goals")
    assert.strictEqual(said(span, "http.response.status_code"), 201)
    assert.strictEqual(said(span, "loopi.request.id"), headers["x-request-id"])
    const batch = (yield* sent).find(({ path }) => path === "/v1/traces")
    assert.include(batch?.body, '{"key":"service.name","value":{"stringValue":"loopi"}}')
  }).pipe(Effect.provide(told()))
)

it.live("the trace of the caller goes on, unless the caller says that it is not kept", () =>
  Effect.gen(function* () {
    const { sees, spans } = yield* Collector
    const quiet = "0af7651916cd43dd8448eb211c80319c"
    yield* ask("/api/goals", { headers: { traceparent: `00-${quiet}-${caller}-00` } })
    yield* ask("/api/today", { headers: { traceparent: "00-nonsense-01" } })
    yield* ask("/api/goals", { headers: { traceparent: `00-${traceId}-${caller}-01` } })
    const span = yield* sees((spans) =>
      spans.find((span) => span.traceId === traceId && span.name === "GET /api/goals")
    )
    assert.strictEqual(span.parentSpanId, caller)
    assert.deepStrictEqual(
      (yield* spans).filter((span) => span.traceId === quiet),
      []
    )
  }).pipe(Effect.provide(told()))
)

it.live("asking how the server is begins no trace, and nor does looking for work", () =>
  Effect.gen(function* () {
    const { sees, spans } = yield* Collector
    yield* ask("/api/health")
    yield* ask("/api/ready")
    yield* Effect.withSpan(Effect.void, "looking for work")
    yield* ask("/nowhere")
    yield* sees((spans) => spans.find(({ name }) => name === "HTTP"))
    const roots = (yield* spans).filter(({ parentSpanId }) => parentSpanId === undefined)
    assert.deepStrictEqual(
      roots.map(({ name }) => name),
      ["HTTP"]
    )
  }).pipe(Effect.provide(told()))
)

it.live("a span says what sort of failure there was, and not what it said", () =>
  Effect.gen(function* () {
    const { sees, sent } = yield* Collector
    yield* ask(`/api/search?q=${canary}`)
    const searched = yield* sees((spans) => spans.find(({ name }) => name === "GET /api/search"))
    assert.strictEqual(said(searched, "url.path"), "/api/search")
    const { status } = yield* ask("/api/goals", { headers: { "user-agent": canary } })
    assert.strictEqual(status, 503)
    const span = yield* sees((spans) => spans.find(({ name }) => name === "GET /api/goals"))
    assert.strictEqual(said(span, "url.path"), "/api/goals")
    const bodies = (yield* sent).filter(({ path }) => path === "/v1/traces").map(({ body }) => body)
    assert.notInclude(bodies.join(""), canary)
  }).pipe(Effect.provide(told(Layer.merge(InMemory, Away))))
)

it.live("lines of the log for this machine alone stay here", () =>
  Effect.gen(function* () {
    const { receives } = yield* Collector
    const marker = yield* Effect.flatMap(Ids, ({ next }) => next)
    yield* forThisMachine(Effect.logInfo(canary))
    yield* Effect.logInfo(marker)
    const logs = yield* receives((sent) => {
      const lines = sent.filter(({ path }) => path === "/v1/logs").map(({ body }) => body)
      return lines.some((line) => line.includes(marker)) ? lines.join("") : undefined
    })
    assert.notInclude(logs, canary)
  }).pipe(Effect.provide(told()))
)

it.live("metrics leave by themselves", () =>
  Effect.gen(function* () {
    const { receives } = yield* Collector
    yield* ask("/api/goals")
    const metrics = yield* receives((sent) =>
      sent.find(({ body, path }) => path === "/v1/metrics" && body.includes("http.server.request.duration"))
    )
    assert.include(metrics.body, "/api/goals")
  }).pipe(Effect.provide(told()))
)

it.live("what is sent is protobuf unless JSON is asked for", () =>
  Effect.gen(function* () {
    const { env, receives } = yield* Collector
    const { OTEL_EXPORTER_OTLP_PROTOCOL: _, ...rest } = env
    yield* Effect.withSpan(Effect.void, "work", { kind: "server" }).pipe(Effect.provide(configured(rest)))
    const { body, type } = yield* receives((sent) => sent.find(({ path }) => path === "/v1/traces"))
    assert.strictEqual(type, "application/x-protobuf")
    assert.include(body, "work")
  }).pipe(Effect.provide(Collector.layer))
)

for (const env of [
  {},
  { OTEL_EXPORTER_OTLP_ENDPOINT: "" },
  { OTEL_SDK_DISABLED: "true", OTEL_EXPORTER_OTLP_ENDPOINT: "http://127.0.0.1:1" }
]) {
  it.effect(`nothing is made where no collector is named: ${JSON.stringify(env)}`, () =>
    Effect.gen(function* () {
      const before = yield* Logger.CurrentLoggers
      const after = yield* Effect.all([Tracer.Tracer, Logger.CurrentLoggers]).pipe(Effect.provide(configured(env)))
      assert.strictEqual(after[0], Tracer.nativeTracer)
      assert.deepStrictEqual([...after[1]], [...before])
    })
  )
}

const wrong = {
  OTEL_EXPORTER_OTLP_ENDPOINT: canary,
  OTEL_EXPORTER_OTLP_PROTOCOL: "grpc",
  OTEL_EXPORTER_OTLP_TIMEOUT: canary,
  OTEL_BSP_SCHEDULE_DELAY: canary,
  OTEL_TRACES_SAMPLER: canary
}

for (const [name, value] of Object.entries(wrong)) {
  it.effect(`${name} is refused by its name where it cannot be read`, () =>
    Effect.gen(function* () {
      const env = { OTEL_EXPORTER_OTLP_ENDPOINT: "http://127.0.0.1:1", [name]: value }
      const error = yield* Effect.flip(Effect.scoped(Layer.build(configured(env))))
      assert.strictEqual(error._tag, "ConfigError")
      assert.include(String(error.cause), name)
    })
  )
}

const Away = Layer.mock(Goals)({
  list: () => StoreUnavailable.make({ operation: "GoalStore.list", cause: new Error(canary) })
})
