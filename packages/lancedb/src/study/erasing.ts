/**
 * Removes learners from the study: from memory, from the journal, and from the tables of checkpoints.
 */
import { type Eraser, StoreUnavailable, type UserId } from "@loopi/core"
import { Effect } from "effect"
import type { StudyJournal } from "./journal/StudyJournal.ts"
import type { StudyMemory } from "./StudyMemory.ts"

export interface ErasingParts {
  readonly memory: StudyMemory
  readonly journal: StudyJournal
  /** Writes all that counts anew, while nothing is archived. */
  readonly purge: Effect.Effect<void, StoreUnavailable>
  /** Waits for those who have looked whether a card is there, and lets nobody look meanwhile. */
  readonly quiet: <A, E>(effect: Effect.Effect<A, E>) => Effect.Effect<A, E>
}

export const erasing = ({ journal, memory: { reviews, state }, purge, quiet }: ErasingParts): Eraser => {
  const countOf = (userId: UserId) => state.ofLearner(userId).length + (reviews.of(userId)?.known.size ?? 0)

  const erased = (userIds: ReadonlyArray<UserId>) =>
    quiet(Effect.forEach(userIds, (userId) => journal.commit({ _tag: "Erased", userId }), { discard: true })).pipe(
      Effect.andThen(purge),
      Effect.andThen(Effect.sync(() => userIds.filter((userId) => countOf(userId) > 0)))
    )

  return {
    place: "study_journal",
    count: (userId) => Effect.sync(() => countOf(userId)),
    erase: Effect.fn("LanceStudy.erase")(function* (userIds) {
      // A rating that was being decided on may have come behind; the next one finds no card.
      let left = yield* erased(userIds)
      if (left.length > 0) left = yield* erased(left)
      if (left.length > 0) return yield* busy
    })
  }
}

const busy = StoreUnavailable.make({ operation: "LanceStudy.erase", cause: "somebody writes for those who left" })
