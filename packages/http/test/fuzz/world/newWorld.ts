/**
 * Two learners of their own, each with one of everything.
 */
import { AccountMails, Accounts, ApiTokens } from "@loopi/core"
import { TestMailer } from "@loopi/core/testing"
import { Effect, Redacted } from "effect"
import { password } from "../../accounts/people.ts"
import { newOwner } from "../../table/belongings.ts"
import type { Learner, World } from "./World.ts"

export const newWorld: Effect.Effect<World, unknown, Effect.Services<typeof newLearner>> = Effect.gen(function* () {
  return { own: yield* newLearner, other: yield* newLearner }
})

const newLearner = Effect.gen(function* () {
  const { access, email, ids, principal, refresh, userId } = yield* newOwner
  const [accounts, mailbox, tokens] = [yield* Accounts, yield* TestMailer.Mailbox, yield* ApiTokens]
  const { secret } = yield* tokens.create(principal, { name: "For reading", scopes: ["read"] })
  yield* accounts.forgotPassword(email, { address: userId, userAgent: "" })
  yield* (yield* AccountMails).step
  const code = yield* mailbox.code(email, "reset")
  const known = { ...ids, email, password, access: Redacted.value(access), refresh: Redacted.value(refresh) }
  const secrets = { code: Redacted.value(code), reader: Redacted.value(secret) }
  const learner: Learner = {
    userId,
    known: new Map(Object.entries({ ...known, ...secrets }).map(([what, value]) => [what, [value]]))
  }
  return learner
})
