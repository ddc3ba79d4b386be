/**
 * Decides what a rating does to a schedule: Anki's steps for the first minutes, FSRS-6 for the days after.
 *
 * Pure, and its version is written into every review: replaying a history gives its schedule bit for bit.
 */
import { DateTime } from "effect"
import { defaultWeights, intervalDays, nextMemory, retrievability, type Weights } from "./Fsrs.ts"
import { fuzz } from "./Fuzz.ts"
import { type MemoryPhase, type Rating, Review } from "../reviews/Review.ts"
import { Schedule } from "./Schedule.ts"
import { StudyDay } from "../study/StudyDay.ts"

/** The version of everything in this file that decides; a change of any rule needs a new one. */
export const schedulerVersion = 1

/** A rating as it was given: how well, and when. */
export interface GivenRating {
  readonly rating: Rating
  readonly reviewedAt: DateTime.Utc
  readonly studyDay: StudyDay
  readonly desiredRetention: number
}

/** The rules of a scheduler. */
export interface Rules {
  readonly weights: Weights
  /** Minutes until a card in learning is asked again, step by step. */
  readonly learningSteps: ReadonlyArray<number>
  readonly relearningSteps: ReadonlyArray<number>
  readonly maximumInterval: number
  readonly fuzz: boolean
}

export const defaultRules: Rules = {
  weights: defaultWeights,
  learningSteps: [1, 10],
  relearningSteps: [10],
  maximumInterval: 36_500,
  fuzz: true
}

/** Whole study days since the last review. A clock that went back counts as the same day. */
export const elapsedDaysOf = (schedule: Schedule, studyDay: StudyDay): number =>
  schedule.lastStudyDay === null ? 0 : Math.max(0, studyDay - schedule.lastStudyDay)

/** The chance that the learner recalls the card on a study day; `null` for a card never seen. */
export const predictedRecall = (schedule: Schedule, studyDay: StudyDay): number | null =>
  schedule.phase === "new" ? null : retrievability(elapsedDaysOf(schedule, studyDay), schedule.stability)

/** The schedule after a rating. */
export const rate = (schedule: Schedule, rating: GivenRating, rules: Rules = defaultRules): Schedule => {
  const given = inOrder(schedule, rating)
  const elapsed = elapsedDaysOf(schedule, given.studyDay)
  const memory = nextMemory(schedule.phase === "new" ? null : schedule, elapsed, given.rating, rules.weights)
  return Schedule.make({
    ...schedule,
    ...memory,
    ...whenNext(schedule, elapsed, given, rules),
    version: schedule.version + 1,
    reps: schedule.reps + 1,
    lapses: schedule.lapses + (schedule.phase === "review" && given.rating === 1 ? 1 : 0),
    lastReviewedAt: given.reviewedAt,
    lastStudyDay: given.studyDay
  })
}

/**
 * A rating that comes out of order counts as given with the last one: a clock that went back, or a device that was
 * offline. Otherwise the next rating would count the days between as if nothing had been recalled in them.
 */
const inOrder = (schedule: Schedule, given: GivenRating): GivenRating => ({
  ...given,
  reviewedAt:
    schedule.lastReviewedAt === null ? given.reviewedAt : DateTime.max(schedule.lastReviewedAt, given.reviewedAt),
  studyDay: StudyDay.make(Math.max(schedule.lastStudyDay ?? given.studyDay, given.studyDay))
})

/** The line of history that leads from a schedule to the next. */
export const reviewOf = (
  before: Schedule,
  fields: Pick<Review, "id" | "rating" | "reviewedAt" | "studyDay" | "durationMs" | "desiredRetention">
): Review =>
  Review.make({
    ...fields,
    userId: before.userId,
    cardId: before.cardId,
    version: before.version + 1,
    scheduler: schedulerVersion,
    phase: before.phase,
    elapsedDays: elapsedDaysOf(before, fields.studyDay),
    predicted: predictedRecall(before, fields.studyDay)
  })

interface Next {
  readonly phase: MemoryPhase
  readonly step: number
  readonly dueAt: DateTime.Utc | null
  readonly dueDay: StudyDay
}

const whenNext = (schedule: Schedule, elapsed: number, given: GivenRating, rules: Rules): Next => {
  const step = nextStep(schedule, given.rating, rules)
  if (step === undefined) {
    const days = daysUntilNext(schedule, elapsed, given, rules)
    return { phase: "review", step: 0, dueAt: null, dueDay: StudyDay.make(given.studyDay + days) }
  }
  const relearning = schedule.phase === "review" || schedule.phase === "relearning"
  return {
    phase: relearning ? "relearning" : "learning",
    step: step.index,
    dueAt: DateTime.add(given.reviewedAt, { seconds: Math.round(step.minutes * 60) }),
    dueDay: given.studyDay
  }
}

/** The step a card goes to, or `undefined` when it is done with steps. */
const nextStep = (schedule: Schedule, rating: Rating, rules: Rules) => {
  if (schedule.phase === "review" && rating !== 1) return undefined
  const learning = schedule.phase === "new" || schedule.phase === "learning"
  const steps = learning ? rules.learningSteps : rules.relearningSteps
  const [first, second] = steps
  const current = steps[schedule.step]
  if (first === undefined || rating === 4) return undefined
  if (rating === 1) return { index: 0, minutes: first }
  if (rating === 2) {
    if (schedule.step > 0) return { index: schedule.step, minutes: current ?? first }
    return { index: 0, minutes: second === undefined ? first * 1.5 : (first + second) / 2 }
  }
  const minutes = steps[schedule.step + 1]
  return minutes === undefined ? undefined : { index: schedule.step + 1, minutes }
}

/** The interval of each passing rating; a better one never waits for less, nor as long as a worse one in review. */
const daysUntilNext = (schedule: Schedule, elapsed: number, given: GivenRating, rules: Rules): number => {
  const days = (rating: Rating): number => {
    const { stability } = nextMemory(schedule.phase === "new" ? null : schedule, elapsed, rating, rules.weights)
    const ideal = intervalDays(stability, given.desiredRetention, rules.weights)
    return Math.min(Math.max(ideal, 1), rules.maximumInterval)
  }
  const spread = (ideal: number, least: number): number => {
    const floor = Math.min(least, rules.maximumInterval)
    const seed = `${schedule.cardId}:${schedule.reps}`
    return rules.fuzz && ideal >= 2.5
      ? fuzz(Math.max(ideal, floor), floor, rules.maximumInterval, seed)
      : Math.max(Math.round(ideal), floor)
  }
  if (schedule.phase !== "review") {
    const good = spread(days(given.rating === 4 ? 3 : given.rating), 1)
    return given.rating === 4 ? spread(days(4), good + 1) : good
  }
  const hard = spread(Math.min(days(2), days(3)), 1)
  if (given.rating === 1) return spread(days(1), 1)
  if (given.rating === 2) return hard
  const good = spread(days(3), hard + 1)
  return given.rating === 3 ? good : spread(days(4), good + 1)
}
