import { Context, type DateTime, type Effect } from "effect"
import type { FlashcardId } from "../../domain/flashcards/Flashcard.ts"
import type { GoalId } from "../../domain/goals/Goal.ts"
import type { Review } from "../../domain/reviews/Review.ts"
import type { Schedule, ScheduleConflict, ScheduleNotFound } from "../../domain/schedules/Schedule.ts"
import type { StudyDay } from "../../domain/study/StudyDay.ts"
import type { UserId } from "../../domain/users/User.ts"
import type { StoreUnavailable } from "../StoreUnavailable.ts"

/** What the learner may be asked now, in goals they are working on. */
export interface DueQuery {
  readonly goalIds: ReadonlyArray<GoalId>
  readonly now: DateTime.Utc
  readonly today: StudyDay
  readonly limit: number
}

/**
 * The memory state of every card that is studied, and the queue of those that are due.
 *
 * **Details**
 *
 * Acknowledges a rating only once it is durable. Writes the same history that `ReviewLog` reads.
 */
export class Schedules extends Context.Service<
  Schedules,
  {
    /** Begins to study cards of one learner. Cards that are studied already, or gone meanwhile, are left alone. */
    readonly start: (schedules: ReadonlyArray<Schedule>) => Effect.Effect<void, StoreUnavailable>
    readonly get: (userId: UserId, cardId: FlashcardId) => Effect.Effect<Schedule, ScheduleNotFound | StoreUnavailable>
    /** All of the goals' schedules, by card. */
    readonly ofGoals: (
      userId: UserId,
      goalIds: ReadonlyArray<GoalId>
    ) => Effect.Effect<ReadonlyArray<Schedule>, StoreUnavailable>
    /** Cards seen before and due: those within their steps first, by the instant; then by due day; then by card. */
    readonly due: (userId: UserId, query: DueQuery) => Effect.Effect<ReadonlyArray<Schedule>, StoreUnavailable>
    /** Cards never seen, by card, which is the order they were made in. */
    readonly unseen: (
      userId: UserId,
      query: Pick<DueQuery, "goalIds" | "limit">
    ) => Effect.Effect<ReadonlyArray<Schedule>, StoreUnavailable>
    /** When the first card within its steps comes back; `null` when none is. */
    readonly nextStepAt: (
      userId: UserId,
      goalIds: ReadonlyArray<GoalId>
    ) => Effect.Effect<DateTime.Utc | null, StoreUnavailable>
    /**
     * Saves a schedule and appends the review it comes from, both or neither. Refused unless the version kept is the one
     * before; `schedule.version` and `review.version` are equal.
     */
    readonly record: (
      schedule: Schedule,
      review: Review
    ) => Effect.Effect<void, ScheduleConflict | ScheduleNotFound | StoreUnavailable>
    /** Stops studying cards. Their reviews stay. */
    readonly remove: (userId: UserId, cardIds: ReadonlyArray<FlashcardId>) => Effect.Effect<void, StoreUnavailable>
  }
>()("@loopi/core/ports/schedules/Schedules") {}
