/**
 * What Prometheus is told of calls to a model: a server on this machine answers as one, and counts what it tells of.
 */
import { assert, it } from "@effect/vitest"
import { MessagesServer, problem } from "@loopi/ai/testing"
import { AdminServer, Http, Server, TokenAuthentication } from "@loopi/http"
import { Effect, Layer, Logger, Metric, Redacted, Schema } from "effect"
import { Composition, embeddedLearnerId, ensureEmbeddedLearner, Plan } from "loopi"
import { type Family, parse } from "../../../http/test/observability/prometheus.ts"
import { type Ask, asking } from "../faults/harness/asking.ts"

const token = "loopi_for_tests"
const canary = "canary-7d1f0c"

it.live("Prometheus counts the tokens of each call as the model told them, and no failure as a call for nothing", () =>
  Effect.gen(function* () {
    const model = yield* MessagesServer.start()
    const { ask, metrics } = yield* served(model.url)

    yield* grown(ask, "succeeded")
    const tokens = (yield* metrics).get("gen_ai_client_token_usage")
    const { calls, inputTokens, outputTokens } = model.counts()
    assert.isAbove(outputTokens, 0)
    assert.deepStrictEqual(totalOf(tokens, "input"), { tokens: inputTokens, calls })
    assert.deepStrictEqual(totalOf(tokens, "output"), { tokens: outputTokens, calls })

    model.say(problem(401, "authentication_error"))
    yield* grown(ask, "failed")
    const after = yield* metrics
    assert.strictEqual(totalOf(after.get("gen_ai_client_token_usage"), "output").tokens, outputTokens)
    assert.deepStrictEqual(namesIn(after), ["claude-sonnet-5-5"])
    assert.notInclude(JSON.stringify([...after.values()].map(({ samples }) => samples)), canary)
  }).pipe(Effect.scoped)
)

/** A server whose model is the one at that address, with everything in memory, and those who watch over it. */
const served = Effect.fnUntraced(function* (baseUrl: string) {
  const plan: Plan.Plan = { ...Plan.memory, model: { baseUrl, retries: 0 } }
  const authentication = TokenAuthentication.layer({ token: Redacted.make(token), userId: embeddedLearnerId })
  const context = yield* Layer.build(
    AdminServer.layer.pipe(
      Layer.merge(Layer.provide(Http.layer, authentication)),
      Layer.provideMerge(Composition.layer(plan)),
      Layer.provideMerge(Server.layer({ port: 0, adminPort: 0 })),
      // Counts begin at zero, whatever else runs in this process.
      Layer.provide([Layer.succeed(Metric.MetricRegistry, new Map()), Logger.layer([])])
    )
  )
  yield* Effect.provideContext(ensureEmbeddedLearner, context)
  const { address } = yield* Effect.provideContext(AdminServer.AdminServer, context)
  const text = Effect.promise(() => fetch(`${address}/metrics`).then((response) => response.text()))
  return {
    ask: asking(yield* Effect.provideContext(Server.address, context), token),
    metrics: Effect.map(text, parse)
  }
})

const Started = Schema.decodeUnknownSync(Schema.Struct({ run: Schema.Struct({ id: Schema.String }) }))
const State = Schema.decodeUnknownSync(Schema.Struct({ status: Schema.String }))

/** Has the model grow a tree, until the run comes to an end that is this one. */
const grown = Effect.fnUntraced(function* (ask: Ask, expected: string) {
  const { body, status } = yield* ask("/api/goals", { title: `Know the ${canary} of ${expected}`, grow: true })
  assert.strictEqual(status, 201)
  const state = Effect.map(ask(`/api/runs/${Started(body).run.id}`), ({ body }) => State(body).status)
  const ended = yield* Effect.repeat(state, { until: (status) => status === "succeeded" || status === "failed" })
  assert.strictEqual(ended, expected)
})

const totalOf = (family: Family | undefined, type: "input" | "output") => {
  const samples = (family?.samples ?? []).filter(({ labels }) => labels.get("gen_ai_token_type") === type)
  const sum = (ending: string) =>
    samples.filter(({ name }) => name.endsWith(ending)).reduce((total, { value }) => total + value, 0)
  return { tokens: sum("_sum"), calls: sum("_count") }
}

/** The models that are named. */
const namesIn = (families: ReadonlyMap<string, Family>) => {
  const samples = families.get("gen_ai_client_token_usage")?.samples ?? []
  return [...new Set(samples.map(({ labels }) => labels.get("gen_ai_request_model")))]
}
