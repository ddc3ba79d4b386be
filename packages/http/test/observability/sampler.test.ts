/**
 * Which traces a server keeps, by what its environment says.
 */
import { assert, it } from "@effect/vitest"
import { tracing } from "@loopi/core/testing"
import { ConfigProvider, Effect, Tracer } from "effect"
import { discreet } from "../../src/observability/discreet.ts"
import { configured } from "../../src/observability/sampler.ts"

/** By the last 64 bits: a quarter of all ids is smaller than the first, half is smaller than the second. */
const [low, high] = ["f".repeat(16) + "3" + "f".repeat(15), "0".repeat(16) + "8" + "0".repeat(15)]

const sampled = Effect.fnUntraced(function* (env: Record<string, string>, work: Effect.Effect<unknown>) {
  const { spans, tracer } = tracing.recorder()
  const isKept = yield* Effect.provideService(
    configured,
    ConfigProvider.ConfigProvider,
    ConfigProvider.fromUnknown(env)
  )
  yield* Effect.withTracer(work, discreet(tracer, isKept))
  return spans.map((span) => span.sampled)
})

/** Whether the first span is, and the one within. */
const both = (kept: boolean) => [kept, kept]

const request = (traceId?: string, sampled = true) =>
  Effect.withSpan(Effect.withSpan(Effect.void, "a part of it"), "a request", {
    kind: "server",
    ...(traceId !== undefined && { parent: Tracer.externalSpan({ traceId, spanId: "00f067aa0ba902b7", sampled }) })
  })

const cases = [
  [{}, { nobody: true, kept: true, unkept: false }],
  [{ OTEL_TRACES_SAMPLER: "" }, { nobody: true, kept: true, unkept: false }],
  [{ OTEL_TRACES_SAMPLER: "always_on" }, { nobody: true, kept: true, unkept: true }],
  [{ OTEL_TRACES_SAMPLER: "always_off" }, { nobody: false, kept: false, unkept: false }],
  [{ OTEL_TRACES_SAMPLER: "parentbased_always_on" }, { nobody: true, kept: true, unkept: false }],
  [{ OTEL_TRACES_SAMPLER: "parentbased_always_off" }, { nobody: false, kept: true, unkept: false }],
  [{ OTEL_TRACES_SAMPLER: "traceidratio" }, { nobody: true, kept: true, unkept: true }],
  [
    { OTEL_TRACES_SAMPLER: "traceidratio", OTEL_TRACES_SAMPLER_ARG: "0" },
    { nobody: false, kept: false, unkept: false }
  ],
  [
    { OTEL_TRACES_SAMPLER: "parentbased_traceidratio", OTEL_TRACES_SAMPLER_ARG: "0" },
    { nobody: false, kept: true, unkept: false }
  ]
] as const

it.effect.each(cases)("%j keeps these: %j", ([env, expected]) =>
  Effect.gen(function* () {
    const [nobody, kept, unkept] = [request(), request(low), request(high, false)]
    assert.deepStrictEqual(yield* sampled(env, nobody), both(expected.nobody))
    assert.deepStrictEqual(yield* sampled(env, kept), both(expected.kept))
    assert.deepStrictEqual(yield* sampled(env, unkept), both(expected.unkept))
  })
)

it.effect("a share is decided by the id of the trace, so that all who see it decide alike", () =>
  Effect.gen(function* () {
    const env = { OTEL_TRACES_SAMPLER: "traceidratio", OTEL_TRACES_SAMPLER_ARG: "0.25" }
    assert.deepStrictEqual(yield* sampled(env, request(low)), [true, true])
    assert.deepStrictEqual(yield* sampled(env, request(high)), [false, false])
    const begun = yield* sampled(
      env,
      Effect.repeat(Effect.withSpan(Effect.void, "work", { root: true }), { times: 3_999 })
    )
    const share = begun.filter((kept) => kept).length / begun.length
    assert.isTrue(share > 0.21 && share < 0.29, String(share))
  })
)

it.effect("no sampler lets looking for work begin a trace", () =>
  Effect.gen(function* () {
    const look = Effect.withSpan(Effect.void, "a look")
    assert.deepStrictEqual(yield* sampled({ OTEL_TRACES_SAMPLER: "always_on" }, look), [false])
  })
)

it.effect.each(["-0.1", "1.1", "half"])("a share of %s is refused by the name of its setting", (share) =>
  Effect.gen(function* () {
    const env = { OTEL_TRACES_SAMPLER: "traceidratio", OTEL_TRACES_SAMPLER_ARG: share }
    const error = yield* Effect.flip(sampled(env, Effect.void))
    assert.include(String(error.cause), "OTEL_TRACES_SAMPLER_ARG")
  })
)
