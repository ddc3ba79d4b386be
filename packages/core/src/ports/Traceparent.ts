/**
 * The trace that work belongs to, as W3C Trace Context writes it down: kept with what is done later, perhaps by another
 * program, so that it can be seen what caused it.
 */
import { Effect, Option, Tracer } from "effect"

/** 00-<trace>-<span>-01 */
export type Traceparent = string

/** That of whoever is at it now; `null` where nobody traces, or not this. */
export const currentTraceparent: Effect.Effect<Traceparent | null> = Effect.gen(function* () {
  // Spans of the tracer that nobody reads are not worth keeping.
  if ((yield* Tracer.Tracer) === Tracer.nativeTracer) return null
  const span = yield* Effect.option(Effect.currentParentSpan)
  return Option.match(Option.filter(span, isKeepable), {
    onNone: () => null,
    onSome: ({ spanId, traceId }) => `00-${traceId}-${spanId}-01`
  })
})

/** The span that it names; none for what is no traceparent. */
export const spanOf = (traceparent: Traceparent | null): Option.Option<Tracer.ExternalSpan> => {
  const [, traceId, spanId] = form.exec(traceparent ?? "") ?? []
  return traceId === undefined || spanId === undefined
    ? Option.none()
    : Option.some(Tracer.externalSpan({ traceId, spanId, sampled: true }))
}

const form = /^00-([0-9a-f]{32})-([0-9a-f]{16})-01$/

const isKeepable = ({ sampled, spanId, traceId }: Tracer.AnySpan): boolean =>
  sampled && form.test(`00-${traceId}-${spanId}-01`)
