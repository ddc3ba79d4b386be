/**
 * Why there is nothing to study, and what would change that.
 */
import { Flashcards, type GoalId, Progress, type StudyQueue } from "@loopi/core"
import { DateTime, Effect } from "effect"
import { count, dim } from "../render/text.ts"
import { learner } from "../session.ts"

export const whyNothing = Effect.fnUntraced(function* ({ nextAt }: Pick<StudyQueue, "nextAt">, goalId?: GoalId) {
  const inGoal = goalId === undefined ? {} : { goalId }
  const { cards } = yield* (yield* Progress).stats(learner, inGoal)
  const drafts = yield* (yield* Flashcards).list(learner, { ...inGoal, status: "draft" })
  return [
    nextAt === null ? "Nothing more is due today." : `The next card is due at ${DateTime.formatLocal(nextAt)}.`,
    ...(cards.new === 0
      ? []
      : [
          `${count(cards.new, "new card")} ${cards.new === 1 ? "waits" : "wait"} for tomorrow: today's have been seen.`
        ]),
    ...(drafts.length === 0 ? [] : [`${count(drafts.length, "draft")} to look through: loopi cards --drafts`])
  ].map(dim)
})
