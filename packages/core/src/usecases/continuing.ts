/**
 * Work that is done later goes on in the trace of whoever caused it.
 */
import { Effect, Option, type Tracer } from "effect"
import { spanOf, type Traceparent } from "../ports/Traceparent.ts"

/**
 * What several have caused is done in the trace of the first. In those of the others a span without a duration says when
 * it was done, with a link to where. What nobody has caused who is traced begins a trace of its own.
 */
export const continuing =
  (name: string, causes: ReadonlyArray<Traceparent | null>, attributes: Record<string, unknown> = {}) =>
  <A, E, R>(work: Effect.Effect<A, E, R>): Effect.Effect<A, E, R> => {
    const [parent, ...others] = oneOfEachTrace(causes)
    const options = { ...consumer, attributes, ...(parent !== undefined && { parent }) }
    return Effect.useSpan(name, options, (span) =>
      Effect.withParentSpan(work, span).pipe(
        Effect.ensuring(Effect.forEach(others, (other) => pointing(name, other, span), { discard: true }))
      )
    )
  }

const consumer = { kind: "consumer", root: true } as const

const oneOfEachTrace = (causes: ReadonlyArray<Traceparent | null>): ReadonlyArray<Tracer.ExternalSpan> => {
  const spans = causes.flatMap((cause) => Option.toArray(spanOf(cause)))
  return [...Map.groupBy(spans, ({ traceId }) => traceId).values()].flatMap((ofTrace) => ofTrace.slice(0, 1))
}

const pointing = (name: string, parent: Tracer.AnySpan, to: Tracer.Span) =>
  Effect.withSpan(Effect.void, name, { ...consumer, parent, links: [{ span: to, attributes: {} }] })
