/**
 * Which traces are kept, where a server has too many for its collector: by OTEL_TRACES_SAMPLER, as the specification has it.
 */
import { Config, Effect, Option, Schema, type Tracer } from "effect"

/** Asked about the first span that a trace has here. */
export type Sampler = (first: Tracer.Span) => boolean

export const configured: Effect.Effect<Sampler, Config.ConfigError> = Effect.gen(function* () {
  const name = yield* Config.Literals(names, "OTEL_TRACES_SAMPLER").pipe(Config.withDefault("parentbased_always_on"))
  switch (name) {
    case "always_on":
      return always
    case "always_off":
      return never
    case "traceidratio":
      return byShare(yield* share)
    case "parentbased_always_on":
      return asCaller(always)
    case "parentbased_always_off":
      return asCaller(never)
    case "parentbased_traceidratio":
      return asCaller(byShare(yield* share))
  }
})

const names = [
  "always_on",
  "always_off",
  "traceidratio",
  "parentbased_always_on",
  "parentbased_always_off",
  "parentbased_traceidratio"
] as const

const share = Config.schema(
  Schema.FiniteFromString.check(Schema.isBetween({ minimum: 0, maximum: 1 })),
  "OTEL_TRACES_SAMPLER_ARG"
).pipe(Config.withDefault(1))

const always: Sampler = () => true

const never: Sampler = () => false

/** Whoever asks decides, or caused the work; `root` where there is nobody. */
const asCaller =
  (root: Sampler): Sampler =>
  (first) =>
    Option.match(first.parent, { onNone: () => root(first), onSome: ({ sampled }) => sampled })

/** By the last 64 bits of the id, as others do it: so all programs that a trace passes keep it, or none. */
const byShare =
  (share: number): Sampler =>
  ({ traceId }) =>
    Number.parseInt(traceId.slice(16, 29), 16) / 2 ** 52 < share
