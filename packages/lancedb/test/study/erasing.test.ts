/**
 * Of whoever is erased the study keeps nothing, in memory and on the disk; of everybody else all, also after a restart.
 */
import { ReviewArchive, ReviewJournal, Schedules, type UserId } from "@loopi/core"
import { fixtures } from "@loopi/core/testing"
import { LanceStudy } from "@loopi/lancedb"
import { assert, it } from "@effect/vitest"
import { Effect, Stream } from "effect"
import { filesWith, wordsOf } from "../privacy/traces.ts"
import { temporaryDirectory } from "../temporaryDirectory.ts"
import { layer, takeOver } from "./stores.ts"

/** Somebody with a goal and some cards that were studied. */
const newStudent = Effect.gen(function* () {
  const goal = yield* fixtures.newGoal(yield* fixtures.newLearner)
  for (let i = 0; i < 3; i++) yield* fixtures.study(yield* fixtures.newStudied(goal), [3, 1, 4])
  return goal
})

const keptOf = Effect.fnUntraced(function* ({ id, userId }: Effect.Success<typeof newStudent>) {
  const schedules = yield* (yield* Schedules).ofGoals(userId, [id])
  const reviews = yield* Stream.runCollect((yield* ReviewJournal).replay(userId))
  return { schedules, reviews }
})

const erase = (userId: UserId) => LanceStudy.StudyEraser.use((eraser) => eraser.erase([userId]))

it.effect("leaves nothing of them, and everything of everybody else", () =>
  Effect.gen(function* () {
    const directory = yield* temporaryDirectory
    const { kept, staying, words } = yield* Effect.gen(function* () {
      const [leaving, staying] = [yield* newStudent, yield* newStudent]
      // Some of it is in a checkpoint and in the archive, some in the journal alone.
      yield* takeOver
      yield* fixtures.study(yield* fixtures.newStudied(leaving), [3, 3])
      yield* fixtures.study(yield* fixtures.newStudied(staying), [3, 3])
      const [before, gone] = [yield* keptOf(staying), yield* keptOf(leaving)]
      const words = wordsOf(leaving.userId)
      assert.isNotEmpty(filesWith(`${directory}/study`, words))
      const eraser = yield* LanceStudy.StudyEraser
      assert.strictEqual(yield* eraser.count(leaving.userId), 4 + 11)
      assert.lengthOf(gone.reviews, 11)

      yield* erase(leaving.userId)
      assert.deepStrictEqual(yield* keptOf(leaving), { schedules: [], reviews: [] })
      assert.deepStrictEqual(yield* keptOf(staying), before)
      assert.deepStrictEqual(filesWith(`${directory}/study`, words), [])
      // And life goes on.
      yield* fixtures.study(yield* fixtures.newStudied(staying), [2])
      yield* takeOver
      return { kept: yield* keptOf(staying), staying, words }
    }).pipe(Effect.provide(layer(directory)))

    yield* Effect.gen(function* () {
      assert.deepStrictEqual(yield* keptOf(staying), kept)
      assert.deepStrictEqual(filesWith(`${directory}/study`, words), [])
    }).pipe(Effect.provide(layer(directory)))
  })
)

it.effect("drains what was carried on, once", () =>
  Effect.gen(function* () {
    const directory = yield* temporaryDirectory
    yield* Effect.gen(function* () {
      const [leaving, staying] = [yield* newStudent, yield* newStudent]
      yield* erase(leaving.userId)
      yield* takeOver
      const archive = yield* ReviewArchive
      assert.strictEqual(yield* archive.countOf(staying.userId), 9)
      assert.strictEqual(yield* archive.count, 9)
      // What was carried on is in the newest segment, which stays until others follow.
      yield* fixtures.study(yield* fixtures.newStudied(staying), [3])
      yield* takeOver
      yield* fixtures.study(yield* fixtures.newStudied(staying), [3])
      yield* takeOver
      assert.strictEqual(yield* archive.count, 11)
      assert.isBelow((yield* keptOf(staying)).reviews.length, 9)
    }).pipe(Effect.provide(layer(directory, { keeps: 0, most: 0 })))
  })
)
