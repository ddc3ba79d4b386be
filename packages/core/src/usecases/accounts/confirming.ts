/**
 * Makes sure that whoever asks means it, and is the learner, before something that cannot be taken back.
 */
import { Effect } from "effect"
import type { Password } from "../../domain/accounts/Account.ts"
import type { Caller } from "../../domain/accounts/Caller.ts"
import type { Principal } from "../../domain/accounts/Principal.ts"
import { provingPasswords } from "./provingPasswords.ts"

export const confirming = Effect.gen(function* () {
  const passwords = yield* provingPasswords

  /** The app that embeds us vouches for its learners, and so does one's own machine. */
  return Effect.fn("Accounts.confirm")(function* (
    principal: Principal,
    password: Password | undefined,
    caller: Caller
  ) {
    const { kind } = principal.credential
    if (kind !== "host" && kind !== "local") yield* passwords.own(principal, password, caller)
  })
})
