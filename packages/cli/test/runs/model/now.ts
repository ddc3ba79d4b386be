import { Clock, Effect } from "effect"

/** For callbacks of servers and timers, in milliseconds since 1970. */
export const now = (): number => Effect.runSync(Clock.currentTimeMillis)
