/**
 * A line of the log as JSON: when, how grave, what, in which request and which trace.
 */
import { Cause, type Fiber, Logger, References, Tracer } from "effect"

export const jsonLine: Logger.Logger<unknown, string> = Logger.make(({ cause, date, fiber, logLevel, message }) => {
  const span = fiber.cache.span
  return JSON.stringify({
    time: date.toISOString(),
    level: logLevel.toLowerCase(),
    message: Array.isArray(message) ? message.join(" ") : message,
    ...fiber.getRef(References.CurrentLogAnnotations),
    // Where nobody gathers traces their ids are of no use.
    ...(span?.sampled === true && isTraced(fiber) && { trace_id: span.traceId, span_id: span.spanId }),
    ...(cause.reasons.length > 0 && { cause: Cause.pretty(cause).slice(0, mostCharacters) })
  })
})

const isTraced = (fiber: Fiber.Fiber<unknown, unknown>): boolean => fiber.getRef(Tracer.Tracer) !== Tracer.nativeTracer

const mostCharacters = 10_000
