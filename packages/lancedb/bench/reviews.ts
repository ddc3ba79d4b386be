/**
 * Reviews as they come in: learners who study day by day, and schedules that follow from what they answer.
 */
import {
  FlashcardId,
  GoalId,
  newSchedule,
  type Rating,
  type Review,
  ReviewId,
  type Schedule,
  Scheduler,
  StudyDay,
  UserId
} from "@loopi/core"
import { DateTime } from "effect"
import { randomBytes } from "node:crypto"

const dayMillis = 86_400_000
const firstDay = 20_454

/** The time first, and then chance. */
const idAt = (millis: number): string => {
  const time = millis.toString(16).padStart(12, "0")
  const chance = randomBytes(9).toString("hex")
  return `${time.slice(0, 8)}-${time.slice(8)}-7${chance.slice(0, 3)}-8${chance.slice(3, 6)}-${chance.slice(6)}`
}

const newCards = (many: number): Array<Schedule> => {
  const userId = UserId.make(idAt(firstDay * dayMillis))
  const goalId = GoalId.make(idAt(firstDay * dayMillis))
  return Array.from({ length: many }, () =>
    newSchedule({ id: FlashcardId.make(idAt(firstDay * dayMillis)), userId, goalId })
  )
}

const ratings: ReadonlyArray<Rating> = [1, 2, 3, 3, 3, 3, 3, 3, 3, 4]

/** So many reviews of each of so many learners, all of them day by day, oldest first. */
export function* reviewsOf(learners: number, each: number): Generator<Review> {
  const cardsEach = Math.ceil(each / 10)
  const everyone = Array.from({ length: learners }, () => newCards(cardsEach))
  for (let turn = 0; turn < each; turn += 1) {
    // Fifty a day; a card comes back after ever more of them.
    const studyDay = StudyDay.make(firstDay + Math.floor(turn / 50))
    for (const [learner, cards] of everyone.entries()) {
      const n = (turn * 7_919 + learner) % cardsEach
      const before = cards[n]
      if (before === undefined) continue
      const millis = studyDay * dayMillis + ((turn % 50) * learners + learner) * 977
      const rating = ratings[(turn * 31 + learner * 17 + n) % ratings.length] ?? 3
      const answer = { rating, reviewedAt: DateTime.makeUnsafe(millis), studyDay, desiredRetention: 0.9 }
      cards[n] = Scheduler.rate(before, answer)
      yield Scheduler.reviewOf(before, {
        ...answer,
        id: ReviewId.make(idAt(millis)),
        durationMs: 1_000 + (millis % 9_000)
      })
    }
  }
}
