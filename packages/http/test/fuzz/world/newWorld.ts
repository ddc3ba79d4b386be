/**
 * Two learners of their own, each with one of everything.
 */
import { Accounts, ApiTokens } from "@loopi/core"
import { TestMailer } from "@loopi/core/testing"
import { Effect, Redacted } from "effect"
import { mailsSent, password } from "../../accounts/people.ts"
import { newOwner } from "../../table/belongings.ts"
import type { Learner } from "./World.ts"

const newLearner = Effect.gen(function* () {
  const { access, email, ids, principal, refresh, userId } = yield* newOwner
  const [accounts, mailbox, tokens] = [yield* Accounts, yield* TestMailer.Mailbox, yield* ApiTokens]
  const { secret } = yield* tokens.create(principal, { name: "For reading", scopes: ["read"] })
  yield* accounts.forgotPassword(email, { address: userId, userAgent: "" })
  yield* mailsSent
  const code = yield* mailbox.code(email, "reset")
  const [told, secrets] = [
    { ...ids, email, password },
    { access, refresh, code, reader: secret }
  ]
  const known = [
    ...Object.entries(told),
    ...Object.entries(secrets).map(([what, it]) => [what, Redacted.value(it)] as const)
  ]
  const learner: Learner = { userId, known: new Map(known.map(([what, value]) => [what, [value]])), named: new Set() }
  return learner
})

export const newWorld = Effect.orDie(Effect.all({ own: newLearner, other: newLearner }))
