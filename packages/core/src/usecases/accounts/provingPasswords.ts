/**
 * The proof that somebody knows a password: tries are counted, and no longer held against anybody once one is right.
 */
import { Effect, Option } from "effect"
import { type Account, CredentialsRefused, type Password } from "../../domain/accounts/Account.ts"
import type { Caller } from "../../domain/accounts/Caller.ts"
import type { EmailAddress } from "../../domain/accounts/EmailAddress.ts"
import { type Principal, SessionRequired } from "../../domain/accounts/Principal.ts"
import { AccountStore } from "../../ports/accounts/AccountStore.ts"
import { PasswordHasher } from "../../ports/accounts/PasswordHasher.ts"
import type { StoreUnavailable } from "../../ports/StoreUnavailable.ts"
import { type Count, ofClient, throttling } from "./throttling.ts"

export const provingPasswords = Effect.gen(function* () {
  const store = yield* AccountStore
  const hasher = yield* PasswordHasher
  const throttles = yield* throttling

  const proven = Effect.fnUntraced(function* (
    email: EmailAddress,
    find: Effect.Effect<Option.Option<Account>, StoreUnavailable>,
    password: Password,
    caller: Caller
  ) {
    const counts: ReadonlyArray<Count> = [["signInsPerAccount", email], ofClient("signInsPerClient", caller)]
    yield* throttles.take(...counts)
    const account = Option.getOrUndefined(yield* find)
    const right = yield* hasher.verify(password, account?.passwordHash).pipe(throttles.unlessBusy(...counts))
    if (account === undefined || !right) return yield* CredentialsRefused.make({})
    yield* throttles.forget(["signInsPerAccount", email])
    return account
  })

  /** The account with this address. Where there is none the proof costs the same, and fails alike. */
  const byEmail = (email: EmailAddress, password: Password, caller: Caller) =>
    proven(email, store.findByEmail(email), password, caller)

  /** One's own, so that whoever asks is the learner and not who found their screen. */
  const own = Effect.fnUntraced(function* (
    { credential, userId }: Principal,
    password: Password | undefined,
    caller: Caller
  ) {
    const account = Option.getOrUndefined(yield* store.find(userId))
    if (credential.kind !== "session" || account === undefined) return yield* SessionRequired.make({})
    if (password === undefined) return yield* CredentialsRefused.make({})
    yield* proven(account.email, Effect.succeedSome(account), password, caller)
    return credential
  })

  return { byEmail, own }
})
