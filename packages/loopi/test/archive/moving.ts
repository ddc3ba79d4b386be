/**
 * What stays true of a history while everything happens to it at once.
 */
import { Archiving, ReviewLog, Schedules } from "@loopi/core"
import { fixtures } from "@loopi/core/testing"
import { assert } from "@effect/vitest"
import { Effect, Ref, Stream } from "effect"

/** One learner rates card after card. Says how far each card is acknowledged. */
const studying = Effect.gen(function* () {
  const schedules = yield* Schedules
  const goal = yield* fixtures.newGoal(yield* fixtures.newLearner)
  const acknowledged = yield* Ref.make<ReadonlyArray<number>>([])
  const study = Effect.gen(function* () {
    let schedule = yield* fixtures.newStudied(goal)
    const position = (yield* Ref.getAndUpdate(acknowledged, (counts) => [...counts, 0])).length
    for (let day = 1; day <= 9; day += 1) {
      const { after, review } = yield* fixtures.makeReview(schedule, 3, day)
      yield* schedules.record(after, review)
      schedule = after
      yield* Ref.update(acknowledged, (counts) => counts.with(position, day))
    }
  })
  return { learner: goal.userId, acknowledged: Ref.get(acknowledged), study: Effect.forever(study) }
})

const total = (counts: ReadonlyArray<number>) => counts.reduce((sum, count) => sum + count, 0)

/** Reads the history in every way: what was acknowledged before is there, and nothing is there twice. */
const watching = Effect.fnUntraced(function* ({ acknowledged, learner }: Effect.Success<typeof studying>) {
  const log = yield* ReviewLog
  const before = total(yield* acknowledged)
  const replayed = yield* Stream.runCollect(log.replay(learner))
  const after = total(yield* acknowledged)
  assert.isAtLeast(replayed.length, before)
  // One rating may be durable and not acknowledged yet.
  assert.isAtMost(replayed.length, after + 1)
  for (const history of Map.groupBy(replayed, ({ cardId }) => cardId).values()) {
    assert.deepStrictEqual(
      history.map(({ version }) => version),
      history.map((_, i) => i + 1)
    )
  }
  const [day, latest] = yield* Effect.all([
    log.days(learner, { from: fixtures.januaryDay(1), to: fixtures.januaryDay(31) }),
    log.latest(learner, { limit: 50 })
  ])
  assert.isAtLeast(total(day.map(({ reviews }) => reviews)), after)
  assert.strictEqual(new Set(latest.map(({ id }) => id)).size, latest.length)
  return 1
})

/** Learners study and are watched while their reviews are moved, dropped and compacted, for as long as it is let. */
export const everythingAtOnce = Effect.fnUntraced(function* (rounds: number) {
  const { begin, compact, drain } = yield* Archiving
  yield* begin
  const learners = yield* Effect.all([studying, studying])
  const looks = yield* Ref.make(0)
  const watch = Effect.forEach(learners, (learner) =>
    Effect.andThen(
      watching(learner),
      Ref.update(looks, (n) => n + 1)
    )
  )
  const move = Effect.forEach(Array.from({ length: rounds }).keys(), (round) =>
    Effect.andThen(drain, compact(round % 3 === 2 ? -1 : 32))
  )
  yield* Effect.raceFirst(
    move,
    Effect.all([...learners.map(({ study }) => study), Effect.forever(watch)], { concurrency: "unbounded" })
  )
  yield* drain
  yield* watch
  return yield* Ref.get(looks)
})
