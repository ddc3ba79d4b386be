/**
 * Everything an effect says about itself: log lines of every level, spans, and what it failed with, as text.
 */
import { Cause, Effect, type Exit, Logger, References, Tracer } from "effect"
import { inspect } from "node:util"

/** As much of a value as any exporter might print. */
const printed = (value: unknown): string => inspect(value, { depth: 8, maxStringLength: null, maxArrayLength: null })

export interface Watched {
  readonly logs: Array<string>
  readonly errors: Array<string>
  readonly spans: () => ReadonlyArray<string>
  /** Runs an effect to its end, whichever it is. */
  readonly watch: <A, E, R>(effect: Effect.Effect<A, E, R>) => Effect.Effect<Exit.Exit<A, E>, never, R>
}

export const watched = (): Watched => {
  const logs: Array<string> = []
  const errors: Array<string> = []
  const spans: Array<Tracer.NativeSpan> = []
  const tracer = Tracer.make({
    span: (options) => {
      const span = new Tracer.NativeSpan(options)
      spans.push(span)
      return span
    }
  })
  const structured = Logger.make((line) => void logs.push(printed(line.message), printed(line.cause)))
  const formats = [Logger.formatJson, Logger.formatLogFmt, Logger.formatSimple].map((format) =>
    Logger.map(format, (line) => void logs.push(line))
  )

  return {
    logs,
    errors,
    spans: () => spans.map(({ attributes, events, name, status }) => printed({ name, status, attributes, events })),
    watch: (effect) =>
      effect.pipe(
        Effect.tapCause((cause) => Effect.logTrace("failed", cause)),
        Effect.exit,
        Effect.tap((exit) => Effect.sync(() => void errors.push(...tellings(exit)))),
        Effect.withSpan("watched"),
        Effect.withTracer(tracer),
        Effect.provide(Logger.layer([structured, ...formats])),
        Effect.provideService(References.MinimumLogLevel, "All")
      )
  }
}

/** The ways a failure is commonly turned into text. */
const tellings = (exit: Exit.Exit<unknown, unknown>): ReadonlyArray<string> => {
  if (exit._tag === "Success") return []
  const { cause } = exit
  return [printed(cause), Cause.pretty(cause), ...cause.reasons.flatMap((it) => [printed(it), jsonOf(it)])]
}

const jsonOf = (value: unknown): string =>
  JSON.stringify(value, (_, it: unknown) =>
    it instanceof Error ? { ...it, message: it.message, stack: it.stack, cause: it.cause } : it
  )
