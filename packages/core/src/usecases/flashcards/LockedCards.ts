/**
 * Holds back cards of skills whose prerequisites the learner has not completed.
 */
import { Context, Effect, Layer } from "effect"
import type { GoalId } from "../../domain/goals/Goal.ts"
import type { Schedule } from "../../domain/schedules/Schedule.ts"
import type { SkillNodeId } from "../../domain/skillTrees/SkillTree.ts"
import { lockedNodes } from "../../domain/study/StudyQueue.ts"
import type { UserId } from "../../domain/users/User.ts"
import { FlashcardStore } from "../../ports/flashcards/FlashcardStore.ts"
import { Schedules } from "../../ports/schedules/Schedules.ts"
import { SkillTreeStore } from "../../ports/skillTrees/SkillTreeStore.ts"
import type { StoreUnavailable } from "../../ports/StoreUnavailable.ts"
import { treeIfGrown } from "../skillTrees/treeIfGrown.ts"

export class LockedCards extends Context.Service<
  LockedCards,
  {
    /** Cards never seen that may be introduced, in the order they were made in. */
    readonly openOf: (
      userId: UserId,
      goalIds: ReadonlyArray<GoalId>,
      limit: number
    ) => Effect.Effect<ReadonlyArray<Schedule>, StoreUnavailable>
  }
>()("@loopi/core/usecases/flashcards/LockedCards") {
  static readonly layer: Layer.Layer<LockedCards, never, SkillTreeStore | FlashcardStore | Schedules> = Layer.effect(
    LockedCards,
    Effect.gen(function* () {
      const trees = yield* SkillTreeStore
      const cards = yield* FlashcardStore
      const schedules = yield* Schedules

      /** The cards of a goal that wait for other skills; goals without prerequisites cost nothing. */
      const lockedIn = Effect.fnUntraced(function* (userId: UserId, goalId: GoalId) {
        const tree = yield* treeIfGrown(trees, userId, goalId)
        if (tree === null || tree.prerequisites.length === 0) return []
        const active = yield* cards.list(userId, { goalId, status: "active" })
        const inReview = new Set(
          (yield* schedules.ofGoals(userId, [goalId])).flatMap((it) => (it.phase === "review" ? [it.cardId] : []))
        )
        const waiting = new Set(active.filter((card) => !inReview.has(card.id)).map((card) => card.nodeId))
        const locked = lockedNodes(tree.prerequisites, (id: SkillNodeId) => !waiting.has(id))
        return active.filter((card) => card.nodeId !== null && locked.has(card.nodeId)).map((card) => card.id)
      })

      const openOf = Effect.fn("LockedCards.openOf")(function* (
        userId: UserId,
        goalIds: ReadonlyArray<GoalId>,
        limit: number
      ) {
        const locked = new Set((yield* Effect.forEach(goalIds, (goalId) => lockedIn(userId, goalId))).flat())
        const unseen = yield* schedules.unseen(userId, { goalIds, limit: limit + locked.size })
        return unseen.filter((schedule) => !locked.has(schedule.cardId)).slice(0, limit)
      })

      return LockedCards.of({ openOf })
    })
  )
}
