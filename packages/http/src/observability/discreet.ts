/**
 * What spans may say outside: what was done, how long it took and what sort of failure it ended with. Not who asked, for
 * what in particular, or what a failure said: that may quote what somebody wrote.
 */
import { Cause, Exit, Option, Predicate, Tracer } from "effect"
import type { Sampler } from "./sampler.ts"
import { withoutSecrets } from "./withoutSecrets.ts"

/** Lets traces begin with a request or with a piece of work that says so; else every look for work would be one. */
export const discreet = (tracer: Tracer.Tracer, isKept: Sampler): Tracer.Tracer =>
  Tracer.make({
    ...tracer,
    span: (options) => {
      const caller = Option.getOrUndefined(options.parent)
      // Within a trace that is under way here, everything goes as its first span does.
      if (caller?._tag === "Span") return muted(tracer.span(options))

      const begins = options.root || options.kind === "server" || options.kind === "consumer"
      const first = tracer.span({ ...options, sampled: true })
      const may = caller === undefined ? begins && options.sampled : options.sampled || !caller.sampled
      return muted(Object.assign(first, { sampled: may && isKept(first) }))
    }
  })

const muted = (span: Tracer.Span): Tracer.Span => {
  const attribute = span.attribute.bind(span)
  const end = span.end.bind(span)
  return Object.assign(span, {
    attribute: (key: string, value: unknown) => {
      if (!unsaid.has(key)) attribute(key, Predicate.isString(value) ? withoutSecrets(value) : value)
    },
    // Lines of the log, mostly: those leave as logs.
    event: () => undefined,
    end: (endTime: bigint, exit: Exit.Exit<unknown, unknown>) => end(endTime, namedOnly(exit))
  })
}

const unsaid = new Set(["url.full", "url.query", "user_agent.original", "client.address"])

const namedOnly = (exit: Exit.Exit<unknown, unknown>): Exit.Exit<unknown, unknown> => {
  if (Exit.isSuccess(exit)) return Exit.void
  if (Cause.hasInterruptsOnly(exit.cause)) return exit
  const name = nameOf(Cause.squash(exit.cause))
  return Exit.fail({ name, message: name, stack: "" })
}

const nameOf = (failure: unknown): string => {
  if (Predicate.hasProperty(failure, "_tag") && typeof failure._tag === "string") return failure._tag
  return Predicate.isError(failure) ? failure.name : "Error"
}
