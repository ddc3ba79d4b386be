import { type DateTime, Effect } from "effect"
import type { Flashcard } from "../../domain/flashcards/Flashcard.ts"
import { newSchedule } from "../../domain/schedules/Schedule.ts"
import type { UserId } from "../../domain/users/User.ts"
import type { FlashcardStore } from "../../ports/flashcards/FlashcardStore.ts"
import type { Schedules } from "../../ports/schedules/Schedules.ts"

/**
 * Begins to study drafts.
 *
 * In this order, a crash between the two leaves drafts that can be approved again, never an active card that is not
 * studied.
 */
export const beginning =
  (schedules: Schedules["Service"], cards: FlashcardStore["Service"]) =>
  (userId: UserId, drafts: ReadonlyArray<Flashcard>, at: DateTime.Utc) =>
    Effect.andThen(
      schedules.start(drafts.map(newSchedule)),
      cards.activate(
        userId,
        drafts.map(({ id }) => id),
        at
      )
    )
