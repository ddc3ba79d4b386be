/**
 * Writes the rows of a backup. A row that is there already is left alone, so what was cut short can be begun again.
 */
import { Array, Effect } from "effect"
import type { BackupRow } from "../../domain/upkeep/Backup.ts"
import type { Flashcard } from "../../domain/flashcards/Flashcard.ts"
import type { Goal, GoalLimits } from "../../domain/goals/Goal.ts"
import type { SourceDocument } from "../../domain/notes/Source.ts"
import { AccountStore } from "../../ports/accounts/AccountStore.ts"
import { FlashcardStore } from "../../ports/flashcards/FlashcardStore.ts"
import { GoalStore } from "../../ports/goals/GoalStore.ts"
import { ReviewLog } from "../../ports/reviews/ReviewLog.ts"
import { Schedules } from "../../ports/schedules/Schedules.ts"
import { SkillTreeStore } from "../../ports/skillTrees/SkillTreeStore.ts"
import { SourceDocumentStore } from "../../ports/notes/SourceDocumentStore.ts"
import { UserStore } from "../../ports/users/UserStore.ts"

/** Rows written together: with notes of two million characters in between, so not too many. */
export const restoredTogether = 1_000

export const restoring = Effect.gen(function* () {
  const users = yield* UserStore
  const accounts = yield* AccountStore
  const goals = yield* GoalStore
  const trees = yield* SkillTreeStore
  const documents = yield* SourceDocumentStore
  const cards = yield* FlashcardStore
  const schedules = yield* Schedules
  const log = yield* ReviewLog

  const putGoal = (goal: Goal) =>
    goals.get(goal.userId, goal.id).pipe(
      Effect.catchTag("GoalNotFound", () => goals.insert(goal, unlimited)),
      Effect.catchTag("GoalLimitReached", Effect.die)
    )
  const putDocument = (document: SourceDocument) =>
    documents
      .get(document.userId, document.id)
      .pipe(Effect.catchTag("SourceDocumentNotFound", () => documents.insert(document)))
  const putCards = Effect.fnUntraced(function* ([first, ...others]: Array.NonEmptyReadonlyArray<Flashcard>) {
    const all = [first, ...others]
    const there = yield* cards.many(
      first.userId,
      all.map(({ id }) => id)
    )
    const ids = new Set(there.map(({ id }) => id))
    const missing = all.filter(({ id }) => !ids.has(id))
    if (missing.length > 0) yield* cards.insert(missing)
  })

  /** Section by section, as rows refer to those of sections before theirs. */
  return Effect.fn("Backup.write")(function* (batch: ReadonlyArray<BackupRow>) {
    const rows = sorted(batch)
    // Somebody who has only joined is no more than their name: what the backup says of them takes its place.
    yield* Effect.forEach(rows.users, (user) => users.restore(user), { discard: true })
    yield* Effect.forEach(rows.accounts, (account) => accounts.restore(account), { discard: true })
    yield* Effect.forEach(rows.goals, putGoal, { discard: true })
    yield* Effect.forEach(rows.skillTrees, (tree) => trees.restore(tree), { discard: true })
    yield* Effect.forEach(rows.sourceDocuments, putDocument, { discard: true })
    yield* Effect.forEach(byLearner(rows.reviews), (reviews) => log.append(reviews), { discard: true })
    yield* Effect.forEach(byLearner(rows.flashcards), putCards, { discard: true })
    yield* Effect.forEach(byLearner(rows.schedules), (started) => schedules.start(started), { discard: true })
  })
})

/** The limits are for those who make goals: whoever had more keeps them. */
const unlimited: GoalLimits = { active: Number.MAX_SAFE_INTEGER, archived: Number.MAX_SAFE_INTEGER }

const sorted = (batch: ReadonlyArray<BackupRow>) => ({
  users: batch.flatMap((row) => (row[0] === "users" ? [row[1]] : [])),
  accounts: batch.flatMap((row) => (row[0] === "accounts" ? [row[1]] : [])),
  goals: batch.flatMap((row) => (row[0] === "goals" ? [row[1]] : [])),
  skillTrees: batch.flatMap((row) => (row[0] === "skillTrees" ? [row[1]] : [])),
  sourceDocuments: batch.flatMap((row) => (row[0] === "sourceDocuments" ? [row[1]] : [])),
  reviews: batch.flatMap((row) => (row[0] === "reviews" ? [row[1]] : [])),
  flashcards: batch.flatMap((row) => (row[0] === "flashcards" ? [row[1]] : [])),
  schedules: batch.flatMap((row) => (row[0] === "schedules" ? [row[1]] : []))
})

const byLearner = <Row extends { readonly userId: string }>(rows: ReadonlyArray<Row>) =>
  Object.values(Array.groupBy(rows, ({ userId }) => userId))
