/**
 * Whose everything a command is about: the learner of this machine, or whoever has an account.
 */
import { AccountCare, AccountNotFound, EmailAddress } from "@loopi/core"
import { Effect, Option, Stream } from "effect"
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
  const { all } = yield* AccountCare
  const found = yield* Stream.runHead(Stream.filter(all, ({ email }) => email === account.value))
  return Option.isSome(found) ? found.value.userId : yield* AccountNotFound.make({ email: account.value })
})
