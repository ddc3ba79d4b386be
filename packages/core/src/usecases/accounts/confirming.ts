/**
 * Makes sure, before something that cannot be taken back, that whoever asks is the learner and not who found their screen.
 */
import { Effect, Option } from "effect"
import { CredentialsRefused, type Password } from "../../domain/accounts/Account.ts"
import type { Caller } from "../../domain/accounts/Caller.ts"
import { type Principal, SessionRequired } from "../../domain/accounts/Principal.ts"
import { AccountStore } from "../../ports/accounts/AccountStore.ts"
import { PasswordHasher } from "../../ports/accounts/PasswordHasher.ts"
import { type Count, ofClient, throttling } from "./throttling.ts"

export const confirming = Effect.gen(function* () {
  const store = yield* AccountStore
  const hasher = yield* PasswordHasher
  const throttles = yield* throttling

  /** The app that embeds us vouches for its learners, and so does one's own machine. */
  return Effect.fn("Accounts.confirm")(function* (
    { credential, userId }: Principal,
    password: Password | undefined,
    caller: Caller
  ) {
    if (credential.kind === "host" || credential.kind === "local") return
    const account = Option.getOrUndefined(yield* store.find(userId))
    if (credential.kind !== "session" || account === undefined) return yield* SessionRequired.make({})
    if (password === undefined) return yield* CredentialsRefused.make({})
    const counts: ReadonlyArray<Count> = [["signInsPerAccount", account.email], ofClient("signInsPerClient", caller)]
    yield* throttles.take(...counts)
    const right = yield* hasher.verify(password, account.passwordHash).pipe(throttles.unlessBusy(...counts))
    if (!right) return yield* CredentialsRefused.make({})
    yield* throttles.forget(["signInsPerAccount", account.email])
  })
})
