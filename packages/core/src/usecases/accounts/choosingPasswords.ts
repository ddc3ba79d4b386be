/**
 * A new password in the place of the one so far, by a code or by that one.
 */
import { DateTime, Effect, Option } from "effect"
import type { Password } from "../../domain/accounts/Account.ts"
import { CodeRefused } from "../../domain/accounts/AccountCode.ts"
import type { Caller } from "../../domain/accounts/Caller.ts"
import type { Principal } from "../../domain/accounts/Principal.ts"
import { kindOf, type Secret } from "../../domain/accounts/SecretToken.ts"
import { AccountStore } from "../../ports/accounts/AccountStore.ts"
import { PasswordHasher } from "../../ports/accounts/PasswordHasher.ts"
import { newMailRequestId } from "./mailRequests.ts"
import { provingPasswords } from "./provingPasswords.ts"
import { refuseCommon } from "./refuseCommon.ts"
import { digestOf } from "./secrets.ts"
import { ofClient, throttling } from "./throttling.ts"

export const choosingPasswords = Effect.gen(function* () {
  const store = yield* AccountStore
  const hasher = yield* PasswordHasher
  const passwords = yield* provingPasswords
  const throttles = yield* throttling

  const resetPassword = Effect.fn("Accounts.resetPassword")(function* (
    code: Secret,
    password: Password,
    caller: Caller
  ) {
    yield* refuseCommon(password)
    yield* throttles.take(ofClient("codesPerClient", caller))
    if (kindOf(code) !== "reset") return yield* CodeRefused.make({})
    const digest = yield* digestOf(code)
    // Hashing is dear: nobody has it done for a code that would be refused anyway.
    if (!(yield* store.isOpen(digest, "reset", yield* DateTime.now))) return yield* CodeRefused.make({})
    const hash = yield* hasher.hash(password).pipe(throttles.unlessBusy(ofClient("codesPerClient", caller)))

    const userId = yield* store.redeemReset(digest, hash, yield* DateTime.now, yield* newMailRequestId)
    if (Option.isNone(userId)) return yield* CodeRefused.make({})
    // Whoever was locked out by somebody else's guesses is let in again.
    const account = yield* store.find(userId.value)
    if (Option.isSome(account)) yield* throttles.forget(["signInsPerAccount", account.value.email])
  })

  const changePassword = Effect.fn("Accounts.changePassword")(function* (
    principal: Principal,
    current: Password,
    next: Password,
    caller: Caller
  ) {
    yield* refuseCommon(next)
    const { sessionId } = yield* passwords.own(principal, current, caller)
    const hash = yield* hasher.hash(next).pipe(throttles.unlessBusy(ofClient("signInsPerClient", caller)))
    yield* store.changePassword(principal.userId, hash, yield* DateTime.now, yield* newMailRequestId, sessionId)
  })

  return { resetPassword, changePassword }
})
