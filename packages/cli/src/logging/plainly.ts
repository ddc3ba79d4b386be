/**
 * Errors as they are logged: what they are called and what they say, with those behind them, and of bugs where they are.
 * Their other fields stay out, as a database's may quote what somebody wrote.
 */
import { Formatter, Logger, Predicate } from "effect"

export const plainly = <A>(logger: Logger.Logger<unknown, A>): Logger.Logger<unknown, A> =>
  Logger.make((options) => logger.log({ ...options, message: parts(options.message).map(inWords) }))

const parts = (message: unknown): ReadonlyArray<unknown> => (Array.isArray(message) ? message : [message])

const inWords = (part: unknown): string => {
  if (typeof part === "string") return part
  if (!Predicate.isError(part)) return Formatter.format(part)
  // What nobody has sorted is a bug.
  return Predicate.hasProperty(part, "_tag") ? chain(part) : (part.stack ?? chain(part))
}

const chain = (error: Error, deeper = 5): string => {
  const own = error.message === "" || error.message === error.name ? error.name : `${error.name}: ${error.message}`
  return Predicate.isError(error.cause) && deeper > 0 ? `${own} because of ${chain(error.cause, deeper - 1)}` : own
}
