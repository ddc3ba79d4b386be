/**
 * Two learners of their own, each with one of everything.
 */
import {
  Accounts,
  ApiTokens,
  EmailAddress,
  Generation,
  GoalId,
  Keys,
  Notes,
  Runs,
  SkillTrees,
  TimeZoneName,
  type UserId
} from "@loopi/core"
import { TestMailer } from "@loopi/core/testing"
import { Effect, Redacted, Stream } from "effect"
import { mailsSent, password } from "../../accounts/people.ts"
import { newGoal } from "../../prepared.ts"
import { newOwner } from "../../table/belongings.ts"
import { unreadable } from "./authors.ts"
import type { Learner } from "./World.ts"

const newLearner = Effect.gen(function* () {
  const { access, email, ids, principal, refresh, userId } = yield* newOwner
  const { secret: reader } = yield* (yield* ApiTokens).create(principal, { name: "For reading", scopes: ["read"] })
  yield* (yield* Keys).add(userId, "anthropic", Redacted.make("sk-ant-0123456789-x9Qz"))
  const codes = yield* codesFor(userId, email)
  const more = yield* moreOf(userId, GoalId.make(ids.goal))
  const secrets = { access, refresh, reader, ...codes }
  const known = new Map<string, Array<string>>(Object.entries(more))
  for (const [what, value] of Object.entries({ ...ids, email, password }))
    if (!known.has(what)) known.set(what, [value])
  for (const [what, secret] of Object.entries(secrets)) known.set(what, [Redacted.value(secret)])
  const learner: Learner = { userId, known, named: new Set() }
  return learner
})

/** What is mailed to who forgot their password, and to who joins. */
const codesFor = Effect.fnUntraced(function* (userId: UserId, email: EmailAddress) {
  const [accounts, mailbox] = [yield* Accounts, yield* TestMailer.Mailbox]
  const [caller, newcomer] = [{ address: userId, userAgent: "" }, EmailAddress.make(`new-${email}`)]
  const calendar = { timeZone: TimeZoneName.make("Europe/Lisbon"), rolloverHour: 4 }
  yield* accounts.forgotPassword(email, caller)
  yield* accounts.signUp({ email: newcomer, password: Redacted.make(password), name: "Rui", ...calendar }, caller)
  yield* mailsSent
  const [code, verification] = [yield* mailbox.code(email, "reset"), yield* mailbox.code(newcomer, "verification")]
  return { code, verification }
})

/** A run that leaves out what there is already, one that fails, and a second version of the tree. */
const moreOf = Effect.fnUntraced(function* (userId: UserId, goalId: GoalId) {
  const [notes, trees, generation] = [yield* Notes, yield* SkillTrees, yield* Generation]
  yield* trees.grow(userId, goalId)
  const again = yield* runOf(userId, goalId)
  const { leftOut } = yield* generation.report(userId, again)
  const sad = yield* newGoal(userId)
  yield* notes.add(userId, sad.id, { name: "sorrows.md", text: unreadable })
  yield* trees.grow(userId, sad.id)
  const [question = "", answer = ""] = leftOut.flatMap(({ answer, question }) => [question, answer])
  return { run: [again, yield* runOf(userId, sad.id)], question: [question], answer: [answer] }
})

const runOf = Effect.fnUntraced(function* (userId: UserId, goalId: GoalId) {
  const runs = yield* Runs
  const { id } = yield* runs.startGeneration(userId, { goalId }, undefined)
  yield* Stream.runDrain(runs.watch(userId, id, 0))
  return id
})

export const newWorld = Effect.orDie(Effect.all({ own: newLearner, other: newLearner }))
