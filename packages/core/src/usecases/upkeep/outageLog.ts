import { Effect } from "effect"

/** Says once that an outage has begun, and once that it is over, however often it is met in between. */
export const outageLog = (begins: string, ends: string) => {
  let lasting = false
  return {
    lasts: () => lasting,
    begun: (why: unknown): Effect.Effect<void> =>
      Effect.suspend(() => {
        if (lasting) return Effect.void
        lasting = true
        return Effect.logWarning(begins, why)
      }),
    over: Effect.suspend(() => {
      if (!lasting) return Effect.void
      lasting = false
      return Effect.logInfo(ends)
    })
  }
}
