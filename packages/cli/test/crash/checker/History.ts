/**
 * What the checker knows of a run: what each client sent and was told, and what the stores hold afterwards.
 */
import type { DaySummary, Flashcard, FlashcardId, Rating, Review, Schedule, StudyCalendar, UserId } from "@loopi/core"

/** What a client was told. Nothing, or that the storage was away, says nothing about whether the rating was kept. */
export type Outcome =
  | { readonly tag: "acknowledged"; readonly schedule: Schedule }
  | { readonly tag: "conflict" }
  | { readonly tag: "refused"; readonly code: string }
  | { readonly tag: "unknown" }

/** A rating that a client sent, or the taking back of one. */
export interface Attempt {
  readonly cardId: FlashcardId
  /** The version of the schedule it was made for. */
  readonly version: number
  /** `null` takes back. */
  readonly rating: Rating | null
  /** In milliseconds since 1970; `null` where the server's clock counts. */
  readonly reviewedAt: number | null
  readonly durationMs: number | null
  readonly sent: Moment
  readonly ended: Moment
  readonly outcome: Outcome
}

/** A point in a run: `tick` orders what one process has seen, `at` is its clock in milliseconds. */
export interface Moment {
  readonly tick: number
  readonly at: number
}

/** All that the stores hold of one learner, read through every port that reads it. */
export interface Kept {
  readonly learner: UserId
  readonly calendar: StudyCalendar
  readonly cards: ReadonlyArray<Pick<Flashcard, "id" | "userId" | "goalId">>
  readonly schedules: ReadonlyArray<Schedule>
  /** Card by card and by version, as `ReviewLog.replay` gives them. */
  readonly reviews: ReadonlyArray<Review>
  /** The newest first, page by page, as `ReviewLog.latest` gives them. */
  readonly latest: ReadonlyArray<Review>
  readonly days: ReadonlyArray<DaySummary>
}

export interface History {
  readonly attempts: ReadonlyArray<Attempt>
  readonly kept: Kept
}
