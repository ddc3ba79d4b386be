import { Context, type DateTime, type Effect, type Option } from "effect"
import type { StoreUnavailable } from "../StoreUnavailable.ts"

/** What is counted, and how many of it may be within how long. The time begins with the first one. */
export interface Throttle {
  /** At most 200 characters; who counts people by it gives a digest. */
  readonly key: string
  readonly limit: number
  readonly windowSeconds: number
}

/** Counts tries, for all processes together. */
export class ThrottleStore extends Context.Service<
  ThrottleStore,
  {
    /**
     * Takes one of each, or none if one of them has none left: then gives the time at which all of them have again. Of any
     * number of takers at once no more than `limit` succeed.
     */
    readonly take: (
      throttles: ReadonlyArray<Throttle>,
      at: DateTime.Utc
    ) => Effect.Effect<Option.Option<DateTime.Utc>, StoreUnavailable>
    /** Gives one of each back, for what was taken and came to nothing. What nobody has taken stays as it is. */
    readonly giveBack: (keys: ReadonlyArray<string>) => Effect.Effect<void, StoreUnavailable>
    /** Forgets what was counted. */
    readonly forget: (keys: ReadonlyArray<string>) => Effect.Effect<void, StoreUnavailable>
    /** Removes windows that ended before then; how many. */
    readonly purge: (before: DateTime.Utc) => Effect.Effect<number, StoreUnavailable>
  }
>()("@loopi/core/ports/accounts/ThrottleStore") {}
