/**
 * A learner who has used everything, and what the stores still know of one.
 */
import { Effect, Stream } from "effect"
import { IdempotencyKey } from "../../domain/runs/Run.ts"
import { Question } from "../../domain/flashcards/Flashcard.ts"
import { SkillTree } from "../../domain/skillTrees/SkillTree.ts"
import type { UserId } from "../../domain/users/User.ts"
import { AccountStore } from "../../ports/accounts/AccountStore.ts"
import { ApiTokenStore } from "../../ports/accounts/ApiTokenStore.ts"
import { IdempotencyStore } from "../../ports/accounts/IdempotencyStore.ts"
import { SessionStore } from "../../ports/accounts/SessionStore.ts"
import { FlashcardStore } from "../../ports/flashcards/FlashcardStore.ts"
import { GoalStore } from "../../ports/goals/GoalStore.ts"
import { ReviewLog } from "../../ports/reviews/ReviewLog.ts"
import { RunStore } from "../../ports/runs/RunStore.ts"
import type { Stores } from "../../ports/Stores.ts"
import { SkillTreeStore } from "../../ports/skillTrees/SkillTreeStore.ts"
import { SourceDocumentStore } from "../../ports/notes/SourceDocumentStore.ts"
import { TokenLedger } from "../../ports/budget/TokenLedger.ts"
import { VectorWork } from "../../ports/vectors/VectorWork.ts"
import { newAccount, newCode, newDigest, newSecrets, newSession, newToken } from "../accounts/accounts.ts"
import { january, makeDocument, makeTree, newCard, newGoal, newStudied, study } from "../fixtures.ts"
import { beginning, makeCall, makeRun, moving, newKey, stepOf, told } from "../runs/runs.ts"

const caps = { callsPerDay: 1_000, tokensPerDay: 10_000_000 }

/** Somebody with an account, and at least one row of everything that contracts can make. */
export const newBelongings: Effect.Effect<UserId, never, Stores> = Effect.suspend(() =>
  Effect.orDie(Effect.tap(signedIn, learning))
)

const signedIn = Effect.gen(function* () {
  const { userId } = yield* newAccount()
  yield* newCode(userId, "reset")
  yield* newToken(userId)
  const { secrets, session } = yield* newSession(userId)
  const sessions = yield* SessionStore
  const { accessExpiresAt, refreshExpiresAt, refreshedAt } = session
  const next = { refreshedAt, accessExpiresAt, refreshExpiresAt, secrets: yield* newSecrets }
  yield* sessions.refresh(secrets.refresh, next, january(2))
  const requests = yield* IdempotencyStore
  const request = { userId, route: "goals.create", key: IdempotencyKey.make("k"), fingerprint: yield* newDigest }
  const answer = { status: 201, contentType: null, sealedBody: new Uint8Array([1]) }
  yield* requests.once(request, january(2), Effect.succeed(answer), "apart")
  return userId
})

const learning = Effect.fnUntraced(function* (userId: UserId) {
  const goal = yield* newGoal(userId)
  const trees = yield* SkillTreeStore
  const tree = yield* makeTree(goal)
  yield* trees.save(tree)
  const linked = yield* newCard(goal, { nodeId: tree.nodes[1]?.id ?? null })
  // The second version leaves the card without its skill.
  yield* trees.save(SkillTree.make({ ...(yield* makeTree(goal, 2)) }))
  yield* (yield* SourceDocumentStore).insert(yield* makeDocument(goal))
  const cards = yield* FlashcardStore
  const card = yield* cards.get(userId, linked.id)
  const question = Question.make("What is saudade, again?")
  yield* cards.update({ ...card, question, updatedAt: january(9) }, card.updatedAt)
  yield* study(yield* newStudied(goal), [3, 3])

  const runs = yield* RunStore
  const run = yield* beginning(yield* makeRun(userId, { goalId: goal.id }), { key: yield* newKey })
  yield* moving(run, "running")
  yield* runs.finishStep(userId, run.id, stepOf("plan"), { events: [told("progress")] })
  yield* (yield* TokenLedger).reserve(yield* makeCall(userId, { runId: run.id }), caps)
})

/** The names of what is kept of a learner, each with how much it is: nothing for somebody nobody knows. */
export const traces = Effect.fnUntraced(function* (userId: UserId) {
  const kept = {
    accounts: (yield* (yield* AccountStore).find(userId))._tag === "Some" ? 1 : 0,
    sessions: (yield* (yield* SessionStore).list(userId, january(2))).length,
    tokens: (yield* (yield* ApiTokenStore).list(userId)).length,
    goals: (yield* (yield* GoalStore).list(userId)).length,
    cards: (yield* (yield* FlashcardStore).list(userId, {})).length,
    reviews: (yield* Stream.runCollect((yield* ReviewLog).replay(userId))).length,
    runs: (yield* (yield* RunStore).list(userId, {})).length,
    spent: (yield* (yield* TokenLedger).report(userId, { from: 0, to: 1_000_000 })).length,
    vectorWork: (yield* (yield* VectorWork).waiting(userId)).length
  }
  return Object.entries(kept).filter(([, count]) => count > 0)
})
