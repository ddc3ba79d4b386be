/**
 * A tracer whose spans stay here, to see which there were and what caused what.
 */
import { Effect, Tracer } from "effect"

/** Runs something in a trace of this id, which somebody elsewhere began. */
export const within = (traceId: string, tracer = recorder().tracer) => {
  const parent = Tracer.externalSpan({ traceId, spanId: "00f067aa0ba902b7", sampled: true })
  return <A, E, R>(self: Effect.Effect<A, E, R>): Effect.Effect<A, E, R> =>
    self.pipe(Effect.withParentSpan(parent), Effect.withTracer(tracer))
}

/** Keeps the spans that are begun. */
export const recorder = () => {
  const spans: Array<Tracer.Span> = []
  const tracer = Tracer.make({
    span: (options) => {
      const span = new Tracer.NativeSpan(options)
      spans.push(span)
      return span
    }
  })
  return { spans, tracer }
}

/** The trace of a traceparent. */
export const traceIn = (traceparent: string | null | undefined) => traceparent?.split("-")[1]
