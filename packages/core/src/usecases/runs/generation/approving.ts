/**
 * Begins to study what was kept, where the run was asked to.
 */
import { DateTime, Effect, Schema } from "effect"
import type { FlashcardId } from "../../../domain/flashcards/Flashcard.ts"
import type { SkillNodeId } from "../../../domain/skillTrees/SkillTree.ts"
import { FlashcardStore } from "../../../ports/flashcards/FlashcardStore.ts"
import { Schedules } from "../../../ports/schedules/Schedules.ts"
import { beginning } from "../../drafts/beginning.ts"
import type { Course } from "../Course.ts"

export const approving = Effect.gen(function* () {
  const cards = yield* FlashcardStore
  const begin = beginning(yield* Schedules, cards)

  return ({ run, step }: Course, nodeId: SkillNodeId, ids: ReadonlyArray<FlashcardId>) =>
    run.input.approve !== true || ids.length === 0
      ? Effect.void
      : step(
          `approve/${nodeId}`,
          Schema.Int,
          Effect.gen(function* () {
            const drafts = (yield* cards.many(run.userId, ids)).filter((card) => card.status === "draft")
            yield* begin(run.userId, drafts, yield* DateTime.now)
            return { output: drafts.length }
          })
        )
})
