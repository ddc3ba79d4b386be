/**
 * Joining with an address, and proving it.
 */
import { DateTime, Effect, Option } from "effect"
import { Account, type NewAccount, SignUpClosed } from "../../domain/accounts/Account.ts"
import { CodeRefused } from "../../domain/accounts/AccountCode.ts"
import type { Caller } from "../../domain/accounts/Caller.ts"
import { kindOf, type Secret } from "../../domain/accounts/SecretToken.ts"
import { User, UserId } from "../../domain/users/User.ts"
import { AccountSettings } from "../../ports/accounts/AccountSettings.ts"
import { AccountStore } from "../../ports/accounts/AccountStore.ts"
import { PasswordHasher } from "../../ports/accounts/PasswordHasher.ts"
import { Ids } from "../../ports/Ids.ts"
import { newMailRequest } from "./mailRequests.ts"
import { refuseCommon } from "./refuseCommon.ts"
import { digestOf } from "./secrets.ts"
import { type Count, ofClient, throttling } from "./throttling.ts"

export const joining = Effect.gen(function* () {
  const store = yield* AccountStore
  const hasher = yield* PasswordHasher
  const settings = yield* AccountSettings
  const throttles = yield* throttling
  const ids = yield* Ids

  const signUp = Effect.fn("Accounts.signUp")(function* (input: NewAccount, caller: Caller) {
    if (settings.signUp === "closed") return yield* SignUpClosed.make({})
    yield* refuseCommon(input.password, input.email)
    const counts: ReadonlyArray<Count> = [ofClient("signUpsPerClient", caller), ["signUpsPerEmail", input.email]]
    yield* throttles.take(...counts)
    const passwordHash = yield* hasher.hash(input.password).pipe(throttles.unlessBusy(...counts))

    const { email, password: _, ...learner } = input
    const now = yield* DateTime.now
    const user = User.make({ id: UserId.make(yield* ids.next), ...learner, createdAt: now })
    const times = { verifiedAt: null, createdAt: now, updatedAt: now }
    const account = Account.make({ userId: user.id, email, passwordHash, ...times })

    yield* store.join(user, account, yield* newMailRequest("welcome", email))
  })

  const verifyEmail = Effect.fn("Accounts.verifyEmail")(function* (code: Secret, caller: Caller) {
    yield* throttles.take(ofClient("codesPerClient", caller))
    if (kindOf(code) !== "verification") return yield* CodeRefused.make({})
    const proven = yield* store.redeemVerification(yield* digestOf(code), yield* DateTime.now)
    if (Option.isNone(proven)) return yield* CodeRefused.make({})
  })

  return { signUp, verifyEmail }
})
