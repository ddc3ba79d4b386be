/**
 * Two months of a learner's life: whatever happens, the history folds into exactly what is stored.
 */
import { assert, it } from "@effect/vitest"
import { newSchedule, Replay, ReviewLog, Schedules, Study, TimeZoneName, Users } from "@loopi/core"
import type { FlashcardId, UserId } from "@loopi/core"
import { DateTime, Effect, Stream } from "effect"
import { TestClock } from "effect/testing"
import { type Random, seeded } from "../../fixtures/random.ts"
import { ratings } from "../../fixtures/schedules.ts"
import { newCards } from "../cards.ts"
import { newGoal, newLearner, world } from "../world.ts"

const steps = 300
const days = 60

/** Where the learner lives from a step on. */
const moves = new Map([
  [100, { timeZone: TimeZoneName.make("Pacific/Auckland"), rolloverHour: 4 }],
  [200, { timeZone: TimeZoneName.make("America/New_York"), rolloverHour: 0 }]
])

/** One rating, now or some hours ago on a device that was offline, or the taking back of one. */
const act = Effect.fnUntraced(function* (learner: UserId, cardId: FlashcardId, random: Random) {
  const study = yield* Study
  const { version } = yield* (yield* Schedules).get(learner, cardId)
  if (random.next() < 0.25) {
    return yield* study.undo(learner, cardId, version).pipe(Effect.catchTag("NothingToUndo", () => Effect.void))
  }
  const rating = random.pick(ratings)
  if (random.next() < 0.8) return yield* study.rate(learner, { cardId, rating, version })
  const reviewedAt = DateTime.subtract(yield* DateTime.now, { minutes: random.between(1, 600) })
  return yield* study.rate(learner, { cardId, rating, version, reviewedAt })
})

const assertFolds = Effect.fnUntraced(function* (learner: UserId, cardId: FlashcardId) {
  const stored = yield* (yield* Schedules).get(learner, cardId)
  const history = yield* (yield* ReviewLog).ofCard(learner, cardId)
  assert.deepStrictEqual(Replay.replay(newSchedule({ ...stored, id: cardId }), history), stored)
  assert.deepStrictEqual(
    history.map(({ version }) => version),
    history.map((_, i) => i + 1)
  )
})

for (const seed of [1, 2, 3]) {
  it.effect(`replaying the log gives the stored schedules after ${steps} ratings and undos (story ${seed})`, () =>
    Effect.gen(function* () {
      const random = seeded(seed)
      const users = yield* Users
      const learner = yield* newLearner
      const cards = yield* newCards(yield* newGoal(learner), 8)
      const [first, ...others] = cards
      if (first === undefined) return assert.fail("no cards")
      for (let step = 0; step < steps; step += 1) {
        const calendar = moves.get(step)
        if (calendar !== undefined) yield* users.change(learner, calendar)
        yield* TestClock.adjust(random.between(0, (2 * days * 86_400_000) / steps))
        const cardId = random.pick([first, ...others])
        yield* act(learner, cardId, random)
        yield* assertFolds(learner, cardId)
      }
      const log = yield* Stream.runCollect((yield* ReviewLog).replay(learner))
      assert.isAbove(log.length, steps * 0.8)
      assert.isTrue(log.some(({ rating }) => rating === null))
      for (const cardId of cards) yield* assertFolds(learner, cardId)
    }).pipe(Effect.provide(world()))
  )
}
