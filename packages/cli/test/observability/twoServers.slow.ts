/**
 * One trace over two servers: one is asked and cannot embed, so that the other does what waits, each with a collector of
 * its own.
 */
import { assert, it } from "@effect/vitest"
import { Context, Effect, Layer } from "effect"
import { Collector, type Span, wayUp } from "../../../http/test/observability/Collector.ts"
import { hasPostgres } from "../crash/harness/LocalPostgres.ts"
import { newPlace, type TestPlace } from "../crash/harness/place.ts"
import { startEmbeddings } from "../faults/harness/embeddings.ts"
import { start } from "../program.ts"

const token = "a-token-for-both-servers"
const traceId = "4bf92f3577b34da6a3ce929d0e0e4736"

/** From the vector up to the request. */
const landmarks = ["EmbeddingIndex.put", "VectorWriter.write", "Projector.step", "PgGoalStore.insert", "Goals.create"]

for (const composition of ["hybrid", "postgres"] as const) {
  it.live.runIf(hasPostgres)(
    `on ${composition}, a request on one server and its vector by another are one trace`,
    () =>
      Effect.gen(function* () {
        const place = yield* newPlace({ composition, smallVolume: false })
        const asked = yield* startServer(place, "http://127.0.0.1:9")
        const other = yield* startServer(place, `http://127.0.0.1:${yield* startEmbeddings}`)

        assert.strictEqual(yield* addGoal(asked.address), 201)
        const there = yield* other.collector.sees((spans) => (spans.some(isPut) ? spans : undefined))
        const here = yield* asked.collector.sees((spans) => (spans.some(isRequest) ? spans : undefined))

        const way = wayUp([...here, ...there], there.find(isPut))
        assert.deepStrictEqual(
          way.filter(({ name }) => landmarks.includes(name)).map(({ name }) => name),
          landmarks
        )
        assert.deepStrictEqual(way.at(-1)?.name, "POST /api/goals")
        const byOther = new Set(there.map(({ spanId }) => spanId))
        const crossed = way.findIndex(({ spanId }) => !byOther.has(spanId))
        assert.strictEqual(way[crossed - 1]?.name, "Projector.step")
        assert.isFalse(here.some(isPut))
      }).pipe(Effect.scoped),
    120_000
  )
}

if (!hasPostgres) it.skip("one trace over two servers: skipped, for want of the binaries of Postgres")

const isPut = ({ name, traceId: of }: Span) => name === landmarks[0] && of === traceId

const isRequest = (span: Span) => span.name === "POST /api/goals" && span.traceId === traceId

/** A server that embeds over there, and the collector it tells. */
const startServer = Effect.fnUntraced(function* ({ data, env }: TestPlace, embeddings: string) {
  const collector = Context.get(yield* Layer.build(Layer.fresh(Collector.layer)), Collector)
  const running = yield* start(["serve", "--port", "0", "--data", data, "--log-level", "none"], {
    env: {
      ...env,
      ...collector.env,
      LOOPI_TOKEN: token,
      LOOPI_EMBEDDER: "openai",
      LOOPI_EMBEDDING_URL: embeddings,
      LOOPI_EMBEDDING_DIMENSION: "1024"
    }
  })
  yield* Effect.addFinalizer(() => Effect.sync(() => running.child.kill("SIGKILL")))
  yield* Effect.orDie(running.shows("Ctrl-C stops it."))
  return { address: /listens on (\S+)/.exec(running.printed.stdout)?.[1] ?? "", collector }
})

const addGoal = (address: string) =>
  Effect.promise(() =>
    fetch(`${address}/api/goals`, {
      method: "POST",
      headers: {
        authorization: `Bearer ${token}`,
        "content-type": "application/json",
        traceparent: `00-${traceId}-00f067aa0ba902b7-01`
      },
      body: JSON.stringify({ title: "Sail around the island" })
    }).then(({ status }) => status)
  )
