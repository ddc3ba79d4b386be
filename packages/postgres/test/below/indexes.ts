/**
 * What is asked on every request is read from an index made for it, and not from all that a learner has.
 */
import { FlashcardStore, newSchedule, Review, ReviewLog, Schedule, Schedules, SkillNodeId, StudyDay } from "@loopi/core"
import { fixtures } from "@loopi/core/testing"
import { assert, it } from "@effect/vitest"
import { Array, Effect, type Layer } from "effect"
import { randomUUID } from "node:crypto"
import { type Database, Upkeep } from "../shared.ts"
import { readBy } from "./readBy.ts"

const size = 1_000
const nodeId = SkillNodeId.make(randomUUID())

/** A goal of a learner with a thousand cards, of which a few are new and a few within their steps, each reviewed once. */
const newCollection = Effect.gen(function* () {
  const learner = yield* fixtures.newLearner
  const first = yield* fixtures.newGoal(learner)
  const goals = [first, ...(yield* Effect.replicateEffect(fixtures.newGoal(learner), 9))]
  const places = Array.makeBy(size, (i) => goals[i % goals.length] ?? first)
  const cards = yield* Effect.forEach(places, (goal, i) => fixtures.makeCard(goal, i % 100 === 0 ? { nodeId } : {}))
  yield* FlashcardStore.use((store) => store.insert(cards))
  const seen = { phase: "review", lastReviewedAt: fixtures.january(1), lastStudyDay: StudyDay.make(1) } as const
  const schedules = cards.map(newSchedule).map((start, i) => {
    if (i % 50 === 0) return start
    const dueAt = i % 50 === 1 ? fixtures.january(1) : null
    return Schedule.make({ ...start, ...seen, dueAt, dueDay: StudyDay.make(i) })
  })
  yield* Schedules.use((store) => store.start(schedules))
  const reviews = yield* Effect.forEach(schedules, (schedule, i) =>
    fixtures
      .makeReview(schedule, 3, 1)
      .pipe(
        Effect.map(({ review }) =>
          Review.make({ ...review, studyDay: StudyDay.make(i), rating: i % 100 === 0 ? null : 3 })
        )
      )
  )
  yield* ReviewLog.use((log) => log.append(reviews))
  yield* Upkeep.use(({ analyze }) => analyze)
  return { userId: learner, goalId: first.id }
})

export const suite = <E>(adapter: string, layer: Layer.Layer<Database, E>): void =>
  it.layer(layer, { timeout: "60 seconds" })(`the indexes (${adapter})`, (it) => {
    it.effect(
      "serve what is asked on every request",
      () =>
        Effect.gen(function* () {
          const cards = yield* FlashcardStore
          const log = yield* ReviewLog
          const schedules = yield* Schedules
          const { goalId, userId } = yield* newCollection
          const due = { goalIds: [goalId], now: fixtures.january(2), today: StudyDay.make(500), limit: 20 }

          assert.deepStrictEqual(yield* readBy(schedules.due(userId, due)), [
            "schedules_by_due_day",
            "schedules_within_steps"
          ])
          assert.deepStrictEqual(yield* readBy(schedules.unseen(userId, due)), ["schedules_unseen"])
          assert.deepStrictEqual(yield* readBy(schedules.nextStepAt(userId, [goalId])), ["schedules_within_steps"])
          assert.deepStrictEqual(yield* readBy(cards.list(userId, { goalId, limit: 20 })), [
            "flashcards_user_id_goal_id_id_key"
          ])
          assert.deepStrictEqual(yield* readBy(cards.list(userId, { nodeId, limit: 20 })), ["flashcards_of_node"])
          assert.deepStrictEqual(yield* readBy(log.latest(userId, { limit: 20 })), ["reviews_by_id"])
          const days = yield* readBy(log.days(userId, { from: StudyDay.make(1), to: StudyDay.make(30) }))
          // The histories of cards with an undo are few: how they are read is left to the planner.
          assert.includeMembers(days, ["reviews_by_day", "reviews_taken_back"])
        }),
      30_000
    )
  })
