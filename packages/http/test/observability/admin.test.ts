/**
 * What those who watch over a server are told, and where alone.
 */
import { assert, it } from "@effect/vitest"
import { ReadinessChecks, type ReadinessReport } from "@loopi/core"
import { AdminServer } from "@loopi/http"
import { Effect, Layer, Metric } from "effect"
import { get } from "node:http"
import { type AnswersAll, InMemory, serve } from "../app.ts"
import { ask, post } from "../ask.ts"
import { type Family, parse } from "./prometheus.ts"

const secret = "canary-7d1f0c"

it.live("metrics count requests by their endpoint, and ratings and states of what waits", () =>
  Effect.gen(function* () {
    yield* post("/api/goals", { title: secret })
    yield* post("/api/goals", {})
    yield* ask(`/api/goals/${secret}?${secret}=${secret}`, { headers: { "user-agent": secret } })
    yield* ask(`/nowhere/${secret}`)
    const { status, text, type } = yield* asked("/metrics")
    const families = parse(text)

    assert.deepStrictEqual([status, type], [200, "text/plain; version=0.0.4; charset=utf-8"])
    assert.deepStrictEqual(countsOf(families.get("http_server_request_duration_seconds")), {
      "POST /api/goals 201": 1,
      "POST /api/goals 400": 1,
      "GET /api/goals/:id 400": 1,
      "GET  404": 1
    })
    assert.strictEqual(valueOf(families.get("http_server_active_requests")), 0)
    assert.isAbove(valueOf(families.get("process_memory_usage_bytes")), 1e6)
    assert.isAtLeast(valueOf(families.get("process_cpu_time_seconds_total")), 0)
    assert.isBelow(valueOf(families.get("nodejs_eventloop_delay_p99_seconds")), 60)
    assert.strictEqual(valueOf(families.get("loopi_part_up"), { loopi_part: "database" }), 1)
    assert.strictEqual(valueOf(families.get("loopi_work_age_seconds"), { loopi_work: "vectors" }), 0)
    assert.notInclude(text, secret)
  }).pipe(Effect.provide(watched()))
)

it.live("a server is as ready there as it is for everybody", () =>
  Effect.gen(function* () {
    const [here, there] = [yield* asked("/ready"), yield* ask("/api/ready")]
    assert.deepStrictEqual([here.status, JSON.parse(here.text).status], [200, there.json["status"]])
    assert.deepStrictEqual(yield* asked("/health"), {
      status: 200,
      type: "application/json",
      text: '{"status":"ok"}'
    })
  }).pipe(Effect.provide(watched()))
)

it.live("it says there as well what is missing", () =>
  Effect.gen(function* () {
    const { status, text, type } = yield* asked("/ready")
    assert.deepStrictEqual([status, type], [503, "application/problem+json"])
    assert.include(text, '"code":"not_ready"')
    assert.strictEqual(valueOf(parse((yield* asked("/metrics")).text).get("loopi_part_up")), 0)
  }).pipe(Effect.provide(watched(Layer.merge(InMemory, Failing))))
)

it.live("metrics are nowhere else, and nothing else is there", () =>
  Effect.gen(function* () {
    assert.strictEqual((yield* ask("/metrics")).status, 404)
    const nothing = yield* asked("/api/goals")
    assert.strictEqual(nothing.status, 404)
    assert.match(nothing.text, /"what_to_do":"Ask by GET for \/metrics, .*"requestId":"[0-9a-f-]{36}"/)
    assert.strictEqual((yield* asked("/metrics", { method: "POST" })).status, 405)
    assert.strictEqual(yield* statusFor("evil.example"), 421)
  }).pipe(Effect.provide(watched()))
)

it.live("it listens only where it is asked to", () =>
  Effect.gen(function* () {
    const { address } = yield* AdminServer.AdminServer
    assert.isUndefined(address)
  }).pipe(Effect.provide(AdminServer.layer.pipe(Layer.provideMerge(serve(InMemory)))))
)

const watched = (given: Layer.Layer<AnswersAll> = InMemory) =>
  AdminServer.layer.pipe(
    Layer.provideMerge(serve(given, { server: { port: 0, adminPort: 0 } })),
    // Counts begin at zero, whatever else runs in this process.
    Layer.provide(Layer.succeed(Metric.MetricRegistry, new Map()))
  )

const Failing = Layer.succeed(ReadinessChecks, {
  report: Effect.succeed<ReadinessReport>({
    status: "failing",
    parts: [{ part: "database", state: "unavailable" }],
    oldest: { vectorTask: null, unfinishedRun: null, mailRequest: null, unarchivedReview: null }
  })
})

const asked = (path: string, init: RequestInit = {}) =>
  Effect.flatMap(AdminServer.AdminServer, ({ address }) =>
    Effect.gen(function* () {
      const response = yield* Effect.promise(() => fetch(`${address}${path}`, init))
      const text = yield* Effect.promise(() => response.text())
      return { status: response.status, type: response.headers.get("content-type"), text }
    })
  )

/** The answer to who asks for it by another name. */
const statusFor = (host: string) =>
  Effect.flatMap(AdminServer.AdminServer, ({ address }) =>
    Effect.callback<number | undefined>((resume) => {
      get(`${address}/metrics`, { headers: { host }, agent: false }, (response) => {
        response.resume()
        resume(Effect.succeed(response.statusCode))
      })
    })
  )

const countsOf = (family: Family | undefined) =>
  Object.fromEntries(
    (family?.samples ?? [])
      .filter(({ name }) => name.endsWith("_count"))
      .map(({ labels, value }) => [
        ["http_request_method", "http_route", "http_response_status_code"].map((label) => labels.get(label)).join(" "),
        value
      ])
  )

const valueOf = (family: Family | undefined, labels: Record<string, string> = {}) =>
  family?.samples.find((sample) => Object.entries(labels).every(([name, value]) => sample.labels.get(name) === value))
    ?.value ?? Number.NaN
