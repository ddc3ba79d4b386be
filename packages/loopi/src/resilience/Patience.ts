/**
 * How long is waited for a disk that answers slowly. A server has others to serve, and goes on without; whoever works for
 * one person alone waits: slow is not away.
 */
import { Context, Duration, Effect } from "effect"

export const Patience = Context.Reference<{
  /** So many times as long as a server waits. */
  readonly times: number
}>("loopi/resilience/Patience", { defaultValue: () => ({ times: 1 }) })

/** As long as that is here. */
export const patiently = (ofServers: Duration.Input): Effect.Effect<Duration.Duration> =>
  Effect.map(Patience, ({ times }) => Duration.times(Duration.fromInputUnsafe(ofServers), times))
