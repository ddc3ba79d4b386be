/**
 * A writer that loses its connection has lost its turn: what it added is undone by whoever comes next.
 */
import { Archiving, ReviewArchive, ReviewDrain, ReviewLog, Schedules } from "@loopi/core"
import { fixtures } from "@loopi/core/testing"
import { assert, describe, it } from "@effect/vitest"
import { Effect, Exit, Layer, Option, Stream } from "effect"
import { SqlClient } from "effect/sql"
import { onServer } from "./stores.ts"

const rate = Effect.fnUntraced(function* (days: number) {
  const schedules = yield* Schedules
  let schedule = yield* fixtures.newStudied(yield* fixtures.newGoal(yield* fixtures.newLearner))
  for (let day = 1; day <= days; day += 1) {
    const { after, review } = yield* fixtures.makeReview(schedule, 3, day)
    yield* schedules.record(after, review)
    schedule = after
  }
  return schedule.userId
})

/** Ends the session of whoever has the turn. */
const cutOff = Effect.gen(function* () {
  const sql = yield* SqlClient.SqlClient
  const ended = yield* sql`SELECT pg_terminate_backend(pid) FROM pg_locks WHERE locktype = 'advisory' AND granted`
  assert.strictEqual(ended.length, 1)
}).pipe(Effect.orDie)

describe("a writer whose connection is lost", () => {
  it.live(
    "records nothing, and the next one finds the archive as it was recorded",
    () =>
      Effect.gen(function* () {
        const archiving = yield* Archiving
        const archive = yield* ReviewArchive
        const { backlog, turn } = yield* ReviewDrain
        const log = yield* ReviewLog
        const context = yield* Effect.context<SqlClient.SqlClient>()
        const learner = yield* rate(3)
        yield* archiving.drain

        for (const round of [1, 2, 3]) {
          yield* rate(4)
          const lost = yield* Effect.exit(
            turn(100, ({ recorded, reviews }) =>
              Effect.gen(function* () {
                if (round !== 2) yield* Effect.provide(cutOff, context)
                const point = yield* Effect.orDie(archive.append(recorded ?? { version: 0, reviews: 0 }, reviews))
                if (round === 2) yield* Effect.provide(cutOff, context)
                return point
              })
            )
          )
          assert.isTrue(Exit.isFailure(lost))
          assert.strictEqual((yield* backlog).waiting, 4)
          assert.strictEqual(yield* archiving.drain, 4)
        }

        const everybody = yield* Stream.runCollect(Stream.flatMap(archive.learners, archive.replay))
        assert.strictEqual(everybody.length, 3 + 3 * 4)
        assert.strictEqual(new Set(everybody.map(({ id }) => id)).size, everybody.length)
        assert.strictEqual(yield* Stream.runCount(log.replay(learner)), 3)
      }).pipe(Effect.provide(Layer.provideMerge(Archiving.layer, onServer))),
    60_000
  )

  it.live(
    "keeps others out only for as long as it lives",
    () =>
      Effect.gen(function* () {
        const archiving = yield* Archiving
        const { turn } = yield* ReviewDrain
        yield* archiving.begin
        const inside = yield* turn(0, ({ recorded }) =>
          Effect.gen(function* () {
            const second = yield* Effect.orDie(turn(0, () => Effect.die(new Error("There are two at once"))))
            assert.isTrue(Option.isNone(second))
            return recorded ?? { version: 0, reviews: 0 }
          })
        )
        assert.isTrue(Option.isSome(inside))
      }).pipe(Effect.provide(Layer.provideMerge(Archiving.layer, onServer))),
    60_000
  )
})
