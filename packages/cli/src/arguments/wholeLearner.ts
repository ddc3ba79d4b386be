/**
 * Whose everything a command is about: the learner of this machine, or whoever has an account.
 */
import { AccountCare, EmailAddress } from "@loopi/core"
import { Effect, Option } from "effect"
import { Flag } from "effect/cli"
import { learner } from "../session.ts"

export const account = Flag.String("account").pipe(
  Flag.withMetavar("EMAIL"),
  Flag.withDescription("On a server: whoever has this account, and not the learner of this machine"),
  Flag.withSchema(EmailAddress),
  Flag.optional
)

export const wholeLearner = Effect.fnUntraced(function* (account: Option.Option<EmailAddress>) {
  if (Option.isNone(account)) return learner
  const { userId } = yield* (yield* AccountCare).find(account.value)
  return userId
})
