/**
 * Forgets what is over: codes, sessions, counted tries, answers that nobody may ask for again, and accounts that nobody
 * came for.
 */
import { DateTime, Effect, Schedule } from "effect"
import { unprovenKept } from "../../domain/accounts/Account.ts"
import { AccountStore } from "../../ports/accounts/AccountStore.ts"
import { IdempotencyStore } from "../../ports/accounts/IdempotencyStore.ts"
import { SessionStore } from "../../ports/accounts/SessionStore.ts"
import { ThrottleStore } from "../../ports/accounts/ThrottleStore.ts"

/** For so long a request that is sent again has the same answer. */
const answersKept = { hours: 24 }

const forget = Effect.gen(function* () {
  const [accounts, sessions] = [yield* AccountStore, yield* SessionStore]
  const [throttles, requests] = [yield* ThrottleStore, yield* IdempotencyStore]
  const now = yield* DateTime.now
  const all = [
    accounts.purge(now),
    Effect.repeat(accounts.removeUnproven(DateTime.subtract(now, unprovenKept)), { while: (removed) => removed > 0 }),
    sessions.purge(now),
    throttles.purge(now),
    requests.purge(DateTime.subtract(now, answersKept))
  ]
  // Where one cannot be forgotten now, the others can.
  const counts = yield* Effect.forEach(all, (purge) => Effect.orElseSucceed(purge, () => 0))
  const count = counts.reduce((sum, one) => sum + one)
  if (count > 0) yield* Effect.logDebug(`${count} codes, sessions, accounts and the like were over and are forgotten.`)
})

/** Each hour, for as long as it is not interrupted. The first minute belongs to those who only ask something. */
export const forgetting: Effect.Effect<never, never, AccountStore | SessionStore | ThrottleStore | IdempotencyStore> =
  Effect.sleep("1 minute").pipe(
    Effect.andThen(Effect.repeat(forget, Schedule.spaced("1 hour"))),
    Effect.andThen(Effect.never)
  )
