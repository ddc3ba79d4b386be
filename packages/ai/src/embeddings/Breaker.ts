/**
 * Spares a provider that refused for good: for a minute nobody asks it again, and everybody hears why.
 */
import type { EmbedderFailed } from "@loopi/core"
import { Clock, Duration, Effect } from "effect"
import { isStanding } from "./failures.ts"

export interface Breaker {
  readonly guard: <A>(asking: Effect.Effect<A, EmbedderFailed>) => Effect.Effect<A, EmbedderFailed>
}

export const breakerFor = (rest: Duration.Input): Breaker => {
  let open: { readonly failure: EmbedderFailed; readonly until: number } | undefined

  const note = (failure: EmbedderFailed) =>
    Effect.map(Clock.currentTimeMillis, (now) => {
      if (isStanding(failure)) open = { failure, until: now + Duration.toMillis(rest) }
    })

  return {
    guard: (asking) =>
      Effect.flatMap(Clock.currentTimeMillis, (now) =>
        open !== undefined && now < open.until ? Effect.fail(open.failure) : Effect.tapError(asking, note)
      )
  }
}
