import { Effect, Schedule } from "effect"
import type { StoreUnavailable } from "../../ports/StoreUnavailable.ts"

/** About half a minute: a restart of a database is sat out. */
const schedule = Schedule.min([Schedule.exponential("100 millis"), Schedule.spaced("5 seconds")]).pipe(
  Schedule.upTo({ duration: "30 seconds" })
)

/** Tries again for a while where a store cannot be reached. */
export const patiently = <A, E, R>(
  effect: Effect.Effect<A, E | StoreUnavailable, R>
): Effect.Effect<A, E | StoreUnavailable, R> => Effect.retry(effect, { schedule, while: isUnavailable })

export const isUnavailable = (error: unknown): error is StoreUnavailable =>
  typeof error === "object" && error !== null && "_tag" in error && error._tag === "StoreUnavailable"
