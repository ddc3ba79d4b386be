/**
 * Keeps people from passwords that are guessed first.
 */
import { Effect, Redacted } from "effect"
import { type Password, PasswordTooCommon } from "../../domain/accounts/Account.ts"
import { isCommon } from "../../domain/accounts/commonPasswords.ts"

/** Before anything else: it is so for everybody, and tells nothing of any account. */
export const refuseCommon = (password: Password): Effect.Effect<void, PasswordTooCommon> =>
  isCommon(Redacted.value(password)) ? PasswordTooCommon.make({}) : Effect.void
