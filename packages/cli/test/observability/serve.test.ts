/**
 * What is seen of a server from outside: by its log, by a collector, and by whoever asks for its metrics.
 */
import { assert, it } from "@effect/vitest"
import { Effect, Layer, Schema } from "effect"
import { parse } from "../../../http/test/observability/prometheus.ts"
import { Collector, type Span } from "../../../http/test/observability/Collector.ts"
import { Desk } from "../Desk.ts"
import { start } from "../program.ts"

const canary = "canary-7d1f0c"
const traceId = "4bf92f3577b34da6a3ce929d0e0e4736"
const caller = "00f067aa0ba902b7"

it.layer(Layer.merge(Desk.layer, Collector.layer), { timeout: "60 seconds" })("a server that is watched", (it) => {
  it.effect("tells of one trace from a request down to the vector in LanceDB, and of nothing that is secret", () =>
    Effect.gen(function* () {
      const { data } = yield* Desk
      const { env, sees, sent } = yield* Collector
      const args = ["serve", "--port", "0", "--admin-port", "0", "--data", data]
      const { child, end, printed, shows } = yield* start(args, { env: { ...env, LOOPI_TOKEN: canary } })
      yield* shows("Ctrl-C stops it.")
      const [address, admin] = [/listens on (\S+)/, /Metrics +(\S+)/].map(
        (form) => form.exec(printed.stdout)?.[1] ?? ""
      )

      const asked = yield* Effect.promise(() =>
        fetch(`${address}/api/goals?${canary}`, {
          method: "POST",
          headers: {
            authorization: `Bearer ${canary}`,
            "content-type": "application/json",
            "user-agent": canary,
            "x-request-id": "r-1",
            traceparent: `00-${traceId}-${caller}-01`
          },
          body: JSON.stringify({ title: canary, description: canary })
        })
      )
      assert.strictEqual(asked.status, 201)
      const spans = yield* sees((spans) => (hasAll(spans) ? spans : undefined))
      const written = spans.find((span) => span.name === "EmbeddingIndex.put" && span.traceId === traceId)
      assert.deepStrictEqual(
        wayUp(spans, written).filter((name) => landmarks.has(name)),
        [
          "EmbeddingIndex.put",
          "VectorWriter.write",
          "Projector.step",
          "PgGoalStore.insert",
          "Goals.create",
          "POST /api/goals"
        ]
      )
      assert.strictEqual(spans.find(({ name }) => name === "POST /api/goals")?.parentSpanId, caller)

      const metrics = yield* Effect.promise(() => fetch(admin).then((response) => response.text()))
      assert.isTrue(parse(metrics).has("db_client_connection_count"))

      child.kill("SIGTERM")
      const { exit, stderr } = yield* end
      assert.strictEqual(exit, 0)
      const lines = stderr
        .split("\n")
        .filter((line) => line.startsWith("{"))
        .map((line) => Schema.decodeSync(Line)(line))
      const answered = lines.find(({ requestId }) => requestId === "r-1")
      assert.deepStrictEqual(
        [answered?.message, answered?.level, answered?.path, answered?.trace_id],
        ["answered", "info", "/api/goals", traceId]
      )

      const left = [
        ...(yield* sent).map(({ body, path }) => ({ path, body })),
        { path: "stderr", body: stderr },
        { path: "metrics", body: metrics }
      ]
      assert.includeMembers(
        left.map(({ path }) => path),
        ["/v1/traces", "/v1/logs", "/v1/metrics"]
      )
      for (const { body, path } of left) assert.notInclude(body, canary, path)
    })
  )
})

const landmarks = new Set([
  "EmbeddingIndex.put",
  "VectorWriter.write",
  "Projector.step",
  "PgGoalStore.insert",
  "Goals.create",
  "POST /api/goals"
])

const hasAll = (spans: ReadonlyArray<Span>): boolean =>
  [...landmarks].every((name) => spans.some((span) => span.name === name && span.traceId === traceId))

/** The names of a span, of its parent, and so on. */
const wayUp = (spans: ReadonlyArray<Span>, from: Span | undefined): ReadonlyArray<string> => {
  const names: Array<string> = []
  for (let span = from; span !== undefined;) {
    names.push(span.name)
    const { parentSpanId } = span
    span = spans.find(({ spanId }) => spanId === parentSpanId)
  }
  return names
}

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
