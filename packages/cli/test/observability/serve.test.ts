/**
 * What is seen of a server from outside: by its log, by a collector, and by whoever asks for its metrics.
 */
import { assert, it } from "@effect/vitest"
import { Effect, Layer, Schema } from "effect"
import { parse } from "../../../http/test/observability/prometheus.ts"
import { Collector, type Span, wayUp } from "../../../http/test/observability/Collector.ts"
import { Desk } from "../Desk.ts"
import { start } from "../program.ts"

const canary = "canary-7d1f0c"
const traceId = "4bf92f3577b34da6a3ce929d0e0e4736"
const caller = "00f067aa0ba902b7"

it.layer(Layer.merge(Desk.layer, Collector.layer), { timeout: "60 seconds" })("a server that is watched", (it) => {
  it.effect("tells of one trace from a request down to the vector in LanceDB, and of nothing that is secret", () =>
    Effect.gen(function* () {
      const { env, sees, sent } = yield* Collector
      const { admin, asks, stops } = yield* served({ ...env, LOOPI_TOKEN: canary })

      assert.deepStrictEqual(yield* asks, [201, 200])
      const spans = yield* sees((spans) => (hasAll(spans) ? spans : undefined))
      const written = spans.find((span) => span.name === "EmbeddingIndex.put" && span.traceId === traceId)
      assert.deepStrictEqual(
        wayUp(spans, written)
          .map(({ name }) => name)
          .filter((name) => landmarks.includes(name)),
        landmarks
      )
      assert.strictEqual(spans.find(({ name }) => name === "POST /api/goals")?.parentSpanId, caller)
      const { text: metrics } = yield* answerOf(`${admin}/metrics`)
      assert.isTrue(parse(metrics).has("db_client_connection_count"))

      const stderr = yield* stops
      const answered = linesOf(stderr).find(({ requestId }) => requestId === "r-1")
      assert.deepInclude(answered, { message: "answered", level: "info", path: "/api/goals", trace_id: traceId })
      const left = [...(yield* sent), { path: "stderr", body: stderr }, { path: "metrics", body: metrics }]
      const paths = left.map(({ path }) => path)
      assert.includeMembers(paths, ["/v1/traces", "/v1/logs", "/v1/metrics"])
      for (const { body, path } of left) assert.notInclude(body, canary, path)
    })
  )
})

/** The server, asked to keep a goal and to look for one by the canary alone, and stopped once its other listener has said so. */
const served = Effect.fnUntraced(function* (env: Record<string, string>) {
  const { data } = yield* Desk
  const args = ["serve", "--port", "0", "--admin-port", "0", "--data", data]
  const { child, end, printed, shows } = yield* start(args, { env: { ...env, LOOPI_DRAIN_DELAY: "2 seconds" } })
  yield* shows("Ctrl-C stops it.")
  const address = /listens on (\S+)/.exec(printed.stdout)?.[1] ?? ""
  const admin = /Metrics +(\S+)\/metrics/.exec(printed.stdout)?.[1] ?? ""
  const headers = {
    authorization: `Bearer ${canary}`,
    "content-type": "application/json",
    "user-agent": canary,
    "x-request-id": "r-1",
    traceparent: `00-${traceId}-${caller}-01`
  }
  const body = JSON.stringify({ title: canary, description: canary })
  const asked = answerOf(`${address}/api/goals`, { method: "POST", headers, body })
  const { authorization, "user-agent": agent } = headers
  const sought = answerOf(`${address}/api/search?q=${canary}`, { headers: { authorization, "user-agent": agent } })
  return {
    admin,
    asks: Effect.map(Effect.all([asked, sought]), (answers) => answers.map(({ status }) => status)),
    stops: Effect.gen(function* () {
      child.kill("SIGTERM")
      yield* Effect.repeat(answerOf(`${admin}/ready`), { until: ({ status }) => status === 503 })
      const { exit, stderr } = yield* end
      assert.strictEqual(exit, 0)
      return stderr
    })
  }
})

const answerOf = (url: string, init: RequestInit = {}) =>
  Effect.gen(function* () {
    const response = yield* Effect.promise(() => fetch(url, init))
    return { status: response.status, text: yield* Effect.promise(() => response.text()) }
  })

const linesOf = (stderr: string) =>
  stderr
    .split("\n")
    .filter((line) => line.startsWith("{"))
    .map((line) => Schema.decodeSync(Line)(line))

/** From the vector up to the request. */
const landmarks = [
  "EmbeddingIndex.put",
  "VectorWriter.write",
  "Projector.step",
  "PgGoalStore.insert",
  "Goals.create",
  "POST /api/goals"
]

const hasAll = (spans: ReadonlyArray<Span>): boolean =>
  landmarks.every((name) => spans.some((span) => span.name === name && span.traceId === traceId))

const Line = Schema.fromJsonString(
  Schema.Struct({
    time: Schema.String,
    level: Schema.Literals(["debug", "info", "warn", "error"]),
    message: Schema.String,
    requestId: Schema.optionalKey(Schema.String),
    path: Schema.optionalKey(Schema.String),
    trace_id: Schema.optionalKey(Schema.String)
  })
)
