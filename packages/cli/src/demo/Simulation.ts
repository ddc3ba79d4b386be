/**
 * A learner who studies every day, and whose recall follows the forgetting curve.
 *
 * Time is simulated, the rest is real: the same use cases and the same databases as in a session at the keyboard.
 */
import { type GoalId, type Rating, type StudyCard, Study, StudyDay, startOf, studyDayOf, type User } from "@loopi/core"
import { Clock, DateTime, Duration, Effect, Random } from "effect"

export interface SimulatedDay {
  readonly day: number
  readonly reviews: number
}

/** Tells a time that stands still until it is moved. Who waits, waits in real time: for an answer, or for a time-out. */
export interface MovableClock {
  readonly clock: Clock.Clock
  readonly move: (millis: number) => void
  readonly pass: (duration: Duration.Input) => Effect.Effect<void>
}

const movableClock: Effect.Effect<MovableClock> = Effect.map(Clock.Clock, (real) => {
  let now = 0
  const clock: Clock.Clock = {
    currentTimeMillisUnsafe: () => now,
    currentTimeMillis: Effect.sync(() => now),
    monotonicTimeNanosUnsafe: () => real.monotonicTimeNanosUnsafe(),
    monotonicTimeNanos: real.monotonicTimeNanos,
    currentTimeNanosUnsafe: () => BigInt(now) * 1_000_000n,
    currentTimeNanos: Effect.sync(() => BigInt(now) * 1_000_000n),
    sleep: (duration) => real.sleep(duration)
  }
  return {
    clock,
    move: (millis) => void (now = millis),
    pass: (duration) => Effect.sync(() => void (now += Duration.toMillis(duration)))
  }
})

/** How many times a day the simulated learner comes back for cards within their steps. */
const roundsPerDay = 8

/** Studies `days` days, each from six in the evening, beginning with `first`. Gives the clock of the last evening. */
export const simulate = Effect.fnUntraced(function* (
  user: User,
  goalId: GoalId,
  first: StudyDay,
  days: number,
  onDay: (day: SimulatedDay) => Effect.Effect<void>
) {
  const time = yield* movableClock
  for (let day = 0; day < days; day++) {
    const evening = DateTime.add(startOf(StudyDay.make(first + day), user), { hours: 14 })
    time.move(DateTime.toEpochMillis(evening))
    const reviews = yield* studyEvening(user, goalId, time).pipe(Effect.provideService(Clock.Clock, time.clock))
    yield* onDay({ day: day + 1, reviews })
  }
  return time.clock
}, Random.withSeed("loopi"))

const studyEvening = Effect.fnUntraced(function* (user: User, goalId: GoalId, time: MovableClock) {
  const study = yield* Study
  let reviews = 0
  for (let round = 0; round < roundsPerDay;) {
    const queue = yield* study.due(user.id, { goalId, limit: 50 })
    for (const item of queue.cards) {
      yield* time.pass("8 seconds")
      yield* study.rate(user.id, {
        cardId: item.card.id,
        version: item.schedule.version,
        rating: yield* answer(item),
        durationMs: 4_000 + (yield* Random.nextIntBetween(0, 8_000))
      })
      reviews++
    }
    if (queue.cards.length > 0) continue
    const now = yield* DateTime.now
    if (queue.nextAt === null || studyDayOf(queue.nextAt, user) !== queue.studyDay) return reviews
    yield* time.pass(DateTime.distance(now, DateTime.max(now, queue.nextAt)))
    round++
  }
  return reviews
})

/** Recalls with the probability that the forgetting curve gives; what was never seen is known one time in three. */
const answer = Effect.fnUntraced(function* ({ recall, schedule }: StudyCard) {
  const chance = recall ?? 1 / 3
  const draw = yield* Random.next
  const ease = yield* Random.next
  if (draw > chance) return 1 satisfies Rating
  // Within the steps of a day the curve is flat: the learner has just seen the answer.
  if (schedule.phase === "learning" || schedule.phase === "relearning") return 3 satisfies Rating
  return ease < 0.15 ? (2 satisfies Rating) : ease > 0.9 ? (4 satisfies Rating) : (3 satisfies Rating)
})
