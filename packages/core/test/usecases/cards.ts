/**
 * Cards to study, and what a learner does with them, through the use cases.
 */
import { assert } from "@effect/vitest"
import { Answer, type FlashcardId, Flashcards, type Goal, Question, type Rating, Study, type UserId } from "@loopi/core"
import type { SkillNodeId } from "@loopi/core"
import { Effect } from "effect"

/** Cards written by hand for a goal, or for one of its skills. */
export const newCards = Effect.fnUntraced(function* (goal: Goal, count: number, nodeId?: SkillNodeId) {
  const cards = yield* Flashcards
  const ids: Array<FlashcardId> = []
  for (let n = 0; n < count; n += 1) {
    const sides = { question: Question.make(`What is the word number ${n}?`), answer: Answer.make(`The word ${n}`) }
    const place = nodeId === undefined ? { goalId: goal.id } : { goalId: goal.id, nodeId }
    ids.push((yield* cards.add(goal.userId, { ...place, ...sides })).id)
  }
  return ids
})

/** The cards a learner is asked now, in order. */
export const queueOf = Effect.fnUntraced(function* (learner: UserId) {
  return (yield* (yield* Study).due(learner, { limit: 50 })).cards.map(({ card }) => card.id)
})

/** Rates a card that is due. */
export const rateNow = Effect.fnUntraced(function* (learner: UserId, cardId: FlashcardId | undefined, rating: Rating) {
  const study = yield* Study
  const found = (yield* study.due(learner, { limit: 50 })).cards.find(({ card }) => card.id === cardId)
  if (found === undefined || cardId === undefined) return assert.fail("the card is not due")
  return yield* study.rate(learner, { cardId, rating, version: found.schedule.version })
})
