/**
 * A schedule is what we believe a learner remembers of a card, and when to ask again. It is the fold of its reviews.
 */
import { DateTime, Schema } from "effect"
import { type Flashcard, FlashcardId } from "../flashcards/Flashcard.ts"
import { GoalId } from "../goals/Goal.ts"
import { MemoryPhase } from "../reviews/Review.ts"
import { StudyDay } from "../study/StudyDay.ts"
import { UserId } from "../users/User.ts"

const Count = Schema.Int.check(Schema.isGreaterThanOrEqualTo(0))

export class Schedule extends Schema.Class<Schedule>("Schedule")({
  userId: UserId,
  cardId: FlashcardId,
  goalId: GoalId,
  /** How many reviews this is the fold of; a new rating must name it. */
  version: Count,
  phase: MemoryPhase,
  /** The learning or relearning step the card is on; 0 elsewhere. */
  step: Count,
  /** Days after which the chance of recall has fallen to 90 %; 0 while new. */
  stability: Schema.Finite,
  /** 1 (easy) to 10 (hard); 0 while new. */
  difficulty: Schema.Finite,
  reps: Count,
  lapses: Count,
  lastReviewedAt: Schema.NullOr(Schema.DateTimeUtc),
  lastStudyDay: Schema.NullOr(StudyDay),
  /** The study day the card is due on, wherever the learner is by then. */
  dueDay: StudyDay,
  /** The instant it is due, for cards that come back within minutes; `null` for all others. */
  dueAt: Schema.NullOr(Schema.DateTimeUtc)
}) {}

/** The schedule of a card nobody has seen. */
export const newSchedule = (card: Pick<Flashcard, "userId" | "id" | "goalId">): Schedule =>
  Schedule.make({
    userId: card.userId,
    cardId: card.id,
    goalId: card.goalId,
    version: 0,
    phase: "new",
    step: 0,
    stability: 0,
    difficulty: 0,
    reps: 0,
    lapses: 0,
    lastReviewedAt: null,
    lastStudyDay: null,
    dueDay: StudyDay.make(0),
    dueAt: null
  })

/** Whether a card that has been seen should be asked now. A card never seen is not due: it may be introduced. */
export const isDue = (schedule: Schedule, now: DateTime.Utc, today: StudyDay): boolean =>
  schedule.phase !== "new" &&
  (schedule.dueAt === null ? schedule.dueDay <= today : DateTime.isLessThanOrEqualTo(schedule.dueAt, now))

/** The card has been rated meanwhile: load it and decide again. */
export class ScheduleConflict extends Schema.TaggedError<ScheduleConflict>()("ScheduleConflict", {
  cardId: FlashcardId,
  /** The version the rating was made for. */
  version: Schema.Int
}) {}

/** The card is not being studied: it is a draft, was deleted, or belongs to someone else. */
export class ScheduleNotFound extends Schema.TaggedError<ScheduleNotFound>()("ScheduleNotFound", {
  cardId: FlashcardId
}) {}

/** No rating of this card stands that could be taken back. */
export class NothingToUndo extends Schema.TaggedError<NothingToUndo>()("NothingToUndo", { cardId: FlashcardId }) {}
