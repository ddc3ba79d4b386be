/**
 * Counts tries by whose they are. What is kept tells nobody who that was: it is a digest, keyed with a secret of the
 * server's, as addresses alone are few enough to try them all.
 */
import { DateTime, Effect, Option, Redacted } from "effect"
import { type HasherBusy, TooManyAttempts } from "../../domain/accounts/Account.ts"
import type { Caller } from "../../domain/accounts/Caller.ts"
import { networkOf } from "../../domain/accounts/networkOf.ts"
import { type Allowances, AccountSettings } from "../../ports/accounts/AccountSettings.ts"
import { ThrottleStore } from "../../ports/accounts/ThrottleStore.ts"
import { ServerSecrets } from "../../ports/ServerSecrets.ts"
import { inHex } from "../sha256.ts"

/** What is counted, and of whom. */
export type Count = readonly [what: keyof Allowances, who: string]

export const ofClient = (what: keyof Allowances, { address }: Caller): Count => [what, networkOf(address)]

const hmac = { name: "HMAC", hash: "SHA-256" }

export const throttling = Effect.gen(function* () {
  const store = yield* ThrottleStore
  const secrets = yield* ServerSecrets
  const { allowances } = yield* AccountSettings
  const { subtle } = globalThis.crypto

  let imported: Awaited<ReturnType<typeof subtle.importKey>> | undefined
  /** The secret stays the same for as long as the process lasts. */
  const hmacKey = Effect.gen(function* () {
    const secret = Redacted.value(yield* secrets.get("throttles"))
    const key = subtle.importKey("raw", new Uint8Array(secret), hmac, false, ["sign"])
    return (imported = yield* Effect.promise(() => key))
  })

  const keyOf = Effect.fnUntraced(function* (count: Count) {
    const key = imported ?? (yield* hmacKey)
    const signed = yield* Effect.promise(() =>
      subtle.sign("HMAC", key, new TextEncoder().encode(JSON.stringify(count)))
    )
    return `${count[0]} ${inHex(new Uint8Array(signed))}`
  })

  const take = Effect.fn("throttling.take")(function* (...counts: ReadonlyArray<Count>) {
    const throttles = yield* Effect.forEach(counts, (count) => {
      const { limit, seconds } = allowances[count[0]]
      return Effect.map(keyOf(count), (key) => ({ key, limit, windowSeconds: seconds }))
    })
    const refused = yield* store.take(throttles, yield* DateTime.now)
    if (Option.isSome(refused)) return yield* TooManyAttempts.make({ resetsAt: refused.value })
  })

  const forget = Effect.fn("throttling.forget")(function* (...counts: ReadonlyArray<Count>) {
    yield* store.forget(yield* Effect.forEach(counts, keyOf))
  })

  /** Who was turned away before their password was looked at has not tried. */
  const unlessBusy =
    (...counts: ReadonlyArray<Count>) =>
    <A>(hashed: Effect.Effect<A, HasherBusy>): Effect.Effect<A, HasherBusy> =>
      Effect.tapErrorTag(hashed, "HasherBusy", () =>
        Effect.ignore(Effect.flatMap(Effect.forEach(counts, keyOf), store.giveBack))
      )

  return { take, forget, unlessBusy }
})
