/**
 * Reads all that the stores hold of a learner's study, through every port method that reads it.
 */
import {
  FlashcardStore,
  GoalStore,
  type Review,
  ReviewLog,
  Schedules,
  StudyDay,
  type UserId,
  UserStore
} from "@loopi/core"
import { Effect, Stream } from "effect"
import type { Kept } from "./checker/History.ts"

export const readKept = Effect.fnUntraced(function* (learner: UserId) {
  const log = yield* ReviewLog
  const user = yield* (yield* UserStore).get(learner)
  const goals = yield* (yield* GoalStore).list(learner)
  const flashcards = yield* FlashcardStore
  const cards = yield* Effect.forEach(goals, (goal) => flashcards.list(learner, { goalId: goal.id }))
  const kept: Kept = {
    learner,
    calendar: user,
    cards: cards.flat(),
    schedules: yield* (yield* Schedules).ofGoals(
      learner,
      goals.map(({ id }) => id)
    ),
    reviews: yield* Stream.runCollect(log.replay(learner)),
    latest: yield* latestOf(learner),
    days: yield* log.days(learner, { from: StudyDay.make(0), to: StudyDay.make(100_000) })
  }
  return kept
})

const latestOf = Effect.fnUntraced(function* (learner: UserId) {
  const log = yield* ReviewLog
  const found: Array<Review> = []
  for (;;) {
    const last = found.at(-1)
    const page = yield* log.latest(learner, { limit: 1000, ...(last !== undefined && { before: last.id }) })
    found.push(...page)
    if (page.length === 0) return found
  }
})
