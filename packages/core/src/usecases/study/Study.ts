/**
 * What a learner does with the cards that are due.
 */
import { Context, DateTime, Effect, Layer } from "effect"
import type { Flashcard, FlashcardId } from "../../domain/flashcards/Flashcard.ts"
import type { GoalId, GoalNotFound } from "../../domain/goals/Goal.ts"
import { undoLast } from "../../domain/reviews/Replay.ts"
import { type Review, ReviewId } from "../../domain/reviews/Review.ts"
import {
  newSchedule,
  NothingToUndo,
  type Schedule,
  ScheduleConflict,
  type ScheduleNotFound
} from "../../domain/schedules/Schedule.ts"
import { rate as decide, reviewOf } from "../../domain/schedules/Scheduler.ts"
import {
  type NewRating,
  previewsOf,
  type RatedCard,
  ReviewInFuture,
  studyCardOf,
  type StudyQueue,
  type Today
} from "../../domain/study/Study.ts"
import { studyDayOf } from "../../domain/study/StudyDay.ts"
import { chooseQueue } from "../../domain/study/StudyQueue.ts"
import type { UserId, UserNotFound } from "../../domain/users/User.ts"
import { CurrentPolicy } from "../../ports/CurrentPolicy.ts"
import { FlashcardStore } from "../../ports/flashcards/FlashcardStore.ts"
import { Ids } from "../../ports/Ids.ts"
import { ReviewLog } from "../../ports/reviews/ReviewLog.ts"
import { Schedules } from "../../ports/schedules/Schedules.ts"
import type { StoreUnavailable } from "../../ports/StoreUnavailable.ts"
import { chosenGoals } from "../goals/chosenGoals.ts"
import { Goals } from "../goals/Goals.ts"
import { LockedCards } from "../flashcards/LockedCards.ts"
import { rated } from "./metrics.ts"
import { Users } from "../users/Users.ts"

export class Study extends Context.Service<
  Study,
  {
    /** The learner's queue for now, of one goal or of all they are working on. */
    readonly due: (
      userId: UserId,
      options?: { readonly goalId?: GoalId; readonly limit?: number }
    ) => Effect.Effect<StudyQueue, GoalNotFound | UserNotFound | StoreUnavailable>
    /** Rates a card. Acknowledged only once schedule and review are durable. Reviewing ahead of time is allowed. */
    readonly rate: (
      userId: UserId,
      input: NewRating
    ) => Effect.Effect<
      RatedCard,
      ScheduleNotFound | ScheduleConflict | ReviewInFuture | UserNotFound | StoreUnavailable
    >
    /** Takes back the last rating of a card: a new line in its history, after which the card is as it was before. */
    readonly undo: (
      userId: UserId,
      cardId: FlashcardId,
      version: number
    ) => Effect.Effect<RatedCard, ScheduleNotFound | ScheduleConflict | NothingToUndo | UserNotFound | StoreUnavailable>
  }
>()("@loopi/core/usecases/study/Study") {
  static readonly layer: Layer.Layer<
    Study,
    never,
    Users | Goals | FlashcardStore | Schedules | ReviewLog | LockedCards
  > = Layer.effect(
    Study,
    Effect.gen(function* () {
      const users = yield* Users
      const goals = yield* Goals
      const cards = yield* FlashcardStore
      const schedules = yield* Schedules
      const log = yield* ReviewLog
      const locked = yield* LockedCards
      const ids = yield* Ids
      const policy = yield* CurrentPolicy
      const { desiredRetention } = policy

      const due = Effect.fn("Study.due")(function* (
        userId: UserId,
        options: { readonly goalId?: GoalId; readonly limit?: number } = {}
      ) {
        const limit = Math.min(options.limit ?? policy.queueLimit, policy.queueMaximum)
        const moment = yield* users.today(userId)
        const { today } = moment
        const goalIds = (yield* chosenGoals(goals, userId, options.goalId)).map((goal) => goal.id)
        const [done] = yield* log.days(userId, { from: today, to: today })
        const seen = yield* schedules.due(userId, { goalIds, now: moment.now, today, limit: policy.queueMaximum })
        const unseen = yield* locked.openOf(userId, goalIds, policy.queueMaximum)

        const queue = chooseQueue({ due: seen, unseen, done }, limit, policy)

        return {
          studyDay: today,
          cards: yield* asked(userId, queue, moment),
          nextAt: queue.length > 0 ? null : yield* schedules.nextStepAt(userId, goalIds)
        }
      })

      const asked = Effect.fnUntraced(function* (userId: UserId, queue: ReadonlyArray<Schedule>, moment: Today) {
        const cardIds = queue.map((schedule) => schedule.cardId)
        const found = new Map<FlashcardId, Flashcard>(
          (yield* cards.many(userId, cardIds)).map((card) => [card.id, card])
        )
        return queue.flatMap((schedule) => {
          const card = found.get(schedule.cardId)
          // An approval that was cut short leaves a draft with a schedule: it is not studied until it is approved again.
          return card?.status === "active" ? [studyCardOf(card, schedule, moment, desiredRetention)] : []
        })
      })

      const loadAt = Effect.fnUntraced(function* (userId: UserId, cardId: FlashcardId, version: number) {
        const schedule = yield* schedules.get(userId, cardId)
        return schedule.version === version ? schedule : yield* ScheduleConflict.make({ cardId, version })
      })

      /** Saves where a schedule has come to, with the line of history that leads there. */
      const save = Effect.fnUntraced(function* (before: Schedule, after: Schedule, fields: LineFields, moment: Today) {
        const id = ReviewId.make(yield* ids.next)
        yield* schedules.record(after, reviewOf(before, { ...fields, id, desiredRetention }))
        return { schedule: after, previews: previewsOf(after, moment, desiredRetention) }
      })

      const rate = Effect.fn("Study.rate")(function* (userId: UserId, input: NewRating) {
        const { user, ...moment } = yield* users.today(userId)
        const reviewedAt = input.reviewedAt ?? moment.now
        if (DateTime.isGreaterThan(reviewedAt, DateTime.add(moment.now, { minutes: clockSkewMinutes }))) {
          return yield* ReviewInFuture.make({ reviewedAt })
        }
        const before = yield* loadAt(userId, input.cardId, input.version)

        const { rating } = input
        const studyDay = studyDayOf(reviewedAt, user)
        const after = decide(before, { rating, reviewedAt, studyDay, desiredRetention })
        const durationMs = input.durationMs === undefined ? null : Math.min(input.durationMs, policy.answerTimeCapMs)

        const kept = yield* save(before, after, { rating, reviewedAt, studyDay, durationMs }, moment)
        yield* rated(rating)
        return kept
      })

      const undo = Effect.fn("Study.undo")(function* (userId: UserId, cardId: FlashcardId, version: number) {
        const moment = yield* users.today(userId)
        const before = yield* loadAt(userId, cardId, version)
        // Somebody may have rated the card since: what came after is not part of what is taken back.
        const history = (yield* log.ofCard(userId, cardId)).filter((review) => review.version <= version)

        const after = undoLast(newSchedule({ ...before, id: cardId }), history)
        if (after === undefined) return yield* NothingToUndo.make({ cardId })

        const fields = { rating: null, reviewedAt: moment.now, studyDay: moment.today, durationMs: null }
        return yield* save(before, after, fields, moment)
      })

      return Study.of({ due, rate, undo })
    })
  )
}

/** How far ahead of ours a device's clock may be. */
const clockSkewMinutes = 5

type LineFields = Pick<Review, "rating" | "reviewedAt" | "studyDay" | "durationMs">
