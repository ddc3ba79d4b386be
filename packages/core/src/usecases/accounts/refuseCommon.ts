/**
 * Keeps people from passwords that are guessed first.
 */
import { Effect, Redacted } from "effect"
import { type Password, PasswordTooCommon } from "../../domain/accounts/Account.ts"
import { isCommon, isOf } from "../../domain/accounts/commonPasswords.ts"
import type { EmailAddress } from "../../domain/accounts/EmailAddress.ts"

/** Before anything else: it is so for everybody, and tells nothing of any account. The address is the one that was sent along. */
export const refuseCommon = (password: Password, email?: EmailAddress): Effect.Effect<void, PasswordTooCommon> => {
  const typed = Redacted.value(password)
  return isCommon(typed) || (email !== undefined && isOf(typed, email)) ? PasswordTooCommon.make({}) : Effect.void
}
