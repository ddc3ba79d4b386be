/**
 * Two learners with accounts, goals, trees, notes, cards and histories, to be taken into a backup.
 */
import {
  FlashcardStore,
  type Review,
  ReviewLog,
  RunId,
  SkillTreeStore,
  SourceDocumentStore,
  type UserId
} from "@loopi/core"
import { accounts, fixtures } from "@loopi/core/testing"
import { Effect } from "effect"

/** Everything a learner may have; also what outlives its card. */
export const newLibrary = Effect.fnUntraced(function* (ratings: ReadonlyArray<Review["rating"]> = [3, 1, null, 4]) {
  const { userId: learner } = yield* accounts.newAccount({ verifiedAt: fixtures.january(1) })
  const trees = yield* SkillTreeStore
  const documents = yield* SourceDocumentStore
  const cards = yield* FlashcardStore
  for (const status of ["active", "archived"] as const) {
    const goal = yield* fixtures.newGoal(learner, { status })
    for (const version of [1, 2, 3]) yield* trees.save(yield* fixtures.makeTree(goal, version))
    const document = yield* fixtures.makeDocument(goal)
    yield* documents.insert(document)
    const source = { documentId: document.id, start: 2, end: 7 }
    const draft = yield* fixtures.makeCard(goal, { status: "draft", source, ...written })
    yield* cards.insert([draft])
    yield* fixtures.study(yield* fixtures.newStudied(goal), ratings)
    const { schedule } = yield* fixtures.study(yield* fixtures.newStudied(goal), ratings)
    yield* cards.remove(learner, [schedule.cardId])
  }
  yield* fixtures.newGoal(learner, { status: "paused" })
  return learner
})

/** What only authors give a card; the run it names is in no backup. */
const written = {
  distractors: ["A ship", "A dance", "A dish"],
  runId: RunId.make("00000000-0000-7000-8000-0000000000f1"),
  keptBecause: "It asks for the other half"
} as const

/** How many reviews a learner has. */
export const reviewsOf = Effect.fnUntraced(function* (learner: UserId) {
  return yield* (yield* ReviewLog).latest(learner, { limit: 1_000 })
})
