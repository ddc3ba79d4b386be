/**
 * Tries again what may go well another time, after as long as the provider asks for.
 */
import { AuthorFailed } from "@loopi/core"
import { Duration, Effect, Random } from "effect"
import type { AnthropicSettings } from "./AnthropicSettings.ts"

/** The first wait where the provider names none; each next one is twice as long. */
const firstWait = 1_000

/** Fails as the last try did, with the wait that was asked for. `mayRetry` is asked before each try. */
export const retrying =
  ({ patience, retries }: Pick<AnthropicSettings, "patience" | "retries">, mayRetry: () => boolean) =>
  <A, E, R>(attempt: Effect.Effect<A, E | AuthorFailed, R>): Effect.Effect<A, E | AuthorFailed, R> => {
    const from = (tries: number): Effect.Effect<A, E | AuthorFailed, R> =>
      attempt.pipe(
        Effect.catch((error) =>
          Effect.gen(function* () {
            const mayPass = error instanceof AuthorFailed && error.retryable && tries < retries && mayRetry()
            const wait = mayPass ? yield* waitFor(error, tries) : Number.POSITIVE_INFINITY
            if (wait > Duration.toMillis(patience)) return yield* Effect.fail(error)
            yield* Effect.sleep(wait)
            return yield* from(tries + 1)
          })
        )
      )
    return from(0)
  }

/** At least what was asked for and at most 8 % more, so that those who wait do not all come back at once. */
const waitFor = Effect.fnUntraced(function* ({ retryAfterMs }: AuthorFailed, tries: number) {
  const chance = yield* Random.next
  return retryAfterMs === undefined
    ? firstWait * 2 ** tries * (0.5 + chance / 2)
    : Math.ceil(retryAfterMs * (1 + 0.08 * chance))
})
