/**
 * Learners who have studied for a while, in memory: one has half of all cards, the others a thousand each.
 */
import {
  Answer,
  Flashcard,
  FlashcardId,
  FlashcardStore,
  Goal,
  GoalId,
  GoalStore,
  GoalTitle,
  newSchedule,
  noDescription,
  Question,
  type Review,
  ReviewId,
  ReviewLog,
  type Schedule,
  Scheduler,
  Schedules,
  StudyDay,
  TimeZoneName,
  User,
  UserId,
  UserStore
} from "@loopi/core"
import { Array, DateTime, Effect } from "effect"

/** Ids that sort in the order they were made. */
const idOf = (kind: number, n: number) =>
  `0196a5c4-${kind.toString(16).padStart(4, "0")}-7000-8000-${n.toString(16).padStart(12, "0")}`

const begun = DateTime.makeUnsafe("2026-01-01T12:00:00Z")
const ratings = [3, 3, 4, 1, 3, 2, 3, 3, 4, 3] as const

export const newLibrary = Effect.fnUntraced(function* (cards: number, reviews: number) {
  const half = Math.floor(cards / 2)
  const others = Array.makeBy(Math.ceil((cards - half) / 1_000), (i) => Math.min(1_000, cards - half - i * 1_000))
  let made = 0
  for (const [n, count] of [half, ...others].entries()) {
    yield* learnerOf(
      n,
      Array.makeBy(count, () => made++),
      reviews / cards
    )
  }
})

const learnerOf = Effect.fnUntraced(function* (n: number, numbers: ReadonlyArray<number>, each: number) {
  const users = yield* UserStore
  const goals = yield* GoalStore
  const store = yield* FlashcardStore
  const schedules = yield* Schedules
  const log = yield* ReviewLog
  const userId = UserId.make(idOf(1, n))
  const stamps = { createdAt: begun, updatedAt: begun }
  const goal = Goal.make({
    id: GoalId.make(idOf(2, n)),
    userId,
    title: GoalTitle.make("Everything"),
    description: noDescription,
    status: "active",
    ...stamps
  })
  yield* users.insert(
    User.make({ id: userId, name: "Ada", timeZone: TimeZoneName.make("UTC"), rolloverHour: 4, createdAt: begun })
  )
  yield* goals.insert(goal, { active: 1, archived: 0 })
  const cards = numbers.map((i) => cardOf(goal, i))
  yield* store.insert(cards)
  const studied = cards.map((card, i) => studyOf(newSchedule(card), (numbers[i] ?? 0) * each, each))
  yield* schedules.start(studied.map(({ schedule }) => schedule))
  yield* log.append(studied.flatMap(({ reviews }) => reviews))
})

const cardOf = (goal: Goal, i: number): Flashcard =>
  Flashcard.make({
    id: FlashcardId.make(idOf(3, i)),
    userId: goal.userId,
    goalId: goal.id,
    nodeId: null,
    kind: "qa",
    question: Question.make(`What is the number ${i} made of, and which of its ${i % 97} parts were known first?`),
    answer: Answer.make(`Of ${i % 1_009} times ${i % 31}, and the rest that is left over when both are taken away`),
    status: "active",
    source: null,
    distractors: [],
    runId: null,
    keptBecause: null,
    createdAt: begun,
    updatedAt: begun,
    authorship: { author: "bench", model: null, promptVersion: null, confidence: 1 }
  })

/** A review each fortnight or so, now and then forgotten. */
const studyOf = (start: Schedule, first: number, each: number) => {
  let schedule = start
  const reviews: Array<Review> = []
  for (let n = 0; n < each; n++) {
    const rating = ratings[(first + n * 3) % ratings.length] ?? 3
    const reviewedAt = DateTime.add(begun, { days: n * 14, seconds: first % 3_600 })
    const given = { rating, reviewedAt, studyDay: StudyDay.make(20_454 + n * 14), desiredRetention: 0.9 }
    const id = ReviewId.make(idOf(4, first + n))
    reviews.push(Scheduler.reviewOf(schedule, { ...given, id, durationMs: 1_000 + ((first + n) % 20_000) }))
    schedule = Scheduler.rate(schedule, given)
  }
  return { schedule, reviews }
}
