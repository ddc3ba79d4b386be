/**
 * What a study store does around the ratings: being opened again, taken over into tables, and shared by nobody.
 */
import { existsSync, mkdirSync, readdirSync, rmSync, statSync, utimesSync, writeFileSync } from "node:fs"
import { hostname } from "node:os"
import { join } from "node:path"
import { FlashcardStore, newSchedule, ReviewDrain, ReviewJournal, ReviewLog, Schedules } from "@loopi/core"
import { fixtures } from "@loopi/core/testing"
import { StudyJournalInUse, type LanceStudy } from "@loopi/lancedb"
import { assert, describe, it } from "@effect/vitest"
import { Effect, Layer } from "effect"
import { start as startChild } from "../child.ts"
import { temporaryDirectory } from "../temporaryDirectory.ts"
import { layer, takeOver } from "./stores.ts"

type Options = Omit<LanceStudy.StudyOptions, "directory">

const opening = (directory: string, options?: Options) => Effect.scoped(Layer.build(layer(directory, options)))

const journalIn = (directory: string) =>
  readdirSync(join(directory, "study", "journal")).filter((name) => name.endsWith(".journal"))

const tablesIn = (directory: string) =>
  readdirSync(join(directory, "study")).filter((name) => name.startsWith("schedules_"))

/** Studies a card and leaves: what was kept of it, and what the learner had. */
const studied = Effect.gen(function* () {
  const goal = yield* fixtures.newGoal(yield* fixtures.newLearner)
  const { reviews, schedule } = yield* fixtures.study(yield* fixtures.newStudied(goal), [3, 3, 1, null, 4])
  const gone = yield* fixtures.newStudied(goal)
  yield* (yield* Schedules).remove(goal.userId, [gone.cardId])
  return { goal, reviews, schedule, gone }
})

const assertThere = Effect.fnUntraced(function* ({ gone, goal, reviews, schedule }: Effect.Success<typeof studied>) {
  const schedules = yield* Schedules
  assert.deepStrictEqual(yield* schedules.ofGoals(goal.userId, [goal.id]), [schedule])
  assert.deepStrictEqual(yield* (yield* ReviewLog).ofCard(goal.userId, schedule.cardId), reviews)
  assert.strictEqual((yield* Effect.flip(schedules.get(goal.userId, gone.cardId)))._tag, "ScheduleNotFound")
})

describe("a study store on LanceDB", () => {
  it.effect("has everything after it was opened again, out of the journal", () =>
    Effect.gen(function* () {
      const directory = yield* temporaryDirectory
      const known = yield* Effect.provide(studied, layer(directory))
      yield* Effect.provide(assertThere(known), layer(directory))
      assert.isNotEmpty(journalIn(directory))
    })
  )

  it.effect("has everything after it was opened again, out of the tables", () =>
    Effect.gen(function* () {
      const directory = yield* temporaryDirectory
      const options = { keeps: 0, most: 0 }
      const [one, two] = yield* Effect.gen(function* () {
        const one = yield* studied
        yield* takeOver
        const two = yield* studied
        yield* takeOver
        return [one, two] as const
      }).pipe(Effect.provide(layer(directory, options)))
      // The newest stays: it says how far the tables have come.
      assert.lengthOf(journalIn(directory), 1)
      yield* Effect.provide(Effect.all([assertThere(one), assertThere(two)]), layer(directory, options))
    })
  )

  it.effect("keeps what the archive holds for a while, so that today is answered from memory", () =>
    Effect.gen(function* () {
      const directory = yield* temporaryDirectory
      const known = yield* Effect.provide(
        Effect.tap(studied, () => takeOver),
        layer(directory)
      )
      const { cardId, userId } = known.schedule
      yield* Effect.gen(function* () {
        assert.deepStrictEqual(yield* (yield* ReviewJournal).ofCards(userId, [cardId]), known.reviews)
        assert.deepStrictEqual(yield* (yield* ReviewDrain).backlog, { waiting: 0, since: null })
      }).pipe(Effect.provide(layer(directory)))
    })
  )

  it.effect("writes its table anew when most of it is out of date, and removes the old one", () =>
    Effect.gen(function* () {
      const directory = yield* temporaryDirectory
      const goal = yield* Effect.gen(function* () {
        const schedules = yield* Schedules
        const goal = yield* fixtures.newGoal(yield* fixtures.newLearner)
        const cards = yield* Effect.forEach(Array.from({ length: 6_000 }), () => fixtures.makeCard(goal))
        yield* (yield* FlashcardStore).insert(cards)
        yield* schedules.start(cards.map(newSchedule))
        yield* takeOver
        yield* schedules.remove(
          goal.userId,
          cards.slice(1).map(({ id }) => id)
        )
        yield* takeOver
        return goal
      }).pipe(Effect.provide(layer(directory)))
      assert.deepStrictEqual(tablesIn(directory), ["schedules_2.lance"])
      const left = Effect.flatMap(Schedules, (schedules) => schedules.ofGoals(goal.userId, [goal.id]))
      assert.lengthOf(yield* Effect.provide(left, layer(directory)), 1)
    })
  )

  it.effect("refuses a journal without its table, and a table without its journal", () =>
    Effect.gen(function* () {
      for (const lost of ["schedules_1.lance", "journal"]) {
        const directory = yield* temporaryDirectory
        yield* Effect.provide(
          Effect.tap(studied, () => takeOver),
          layer(directory)
        )
        rmSync(join(directory, "study", lost), { recursive: true })
        assert.strictEqual((yield* Effect.flip(opening(directory)))._tag, "StudyJournalDamaged", lost)
      }
    })
  )

  it.effect("is refused to a second opener, until the first has closed it", () =>
    Effect.gen(function* () {
      const directory = yield* temporaryDirectory
      const study = { directory: join(directory, "study", "lock"), pid: process.pid, host: hostname() }
      const second = yield* Effect.provide(Effect.flip(opening(directory)), layer(directory))
      assert.deepStrictEqual(second, StudyJournalInUse.make(study))
      yield* opening(directory)
    })
  )
})

const lockOf = (directory: string) => join(directory, "study", "lock")

/** A lock file as another program would have left it. */
const leave = (directory: string, owner: object, seconds = 0) => {
  mkdirSync(lockOf(directory), { recursive: true })
  const path = join(lockOf(directory), "7.lock")
  writeFileSync(path, JSON.stringify(owner))
  const then = statSync(path).mtimeMs / 1_000 - seconds
  utimesSync(path, then, then)
}

describe("the lock of a study store", () => {
  it.effect("is taken from a process that was killed", () =>
    Effect.gen(function* () {
      const directory = yield* temporaryDirectory
      yield* startChild("study/rater.ts", directory, "no").pipe(Effect.scoped)
      leave(directory, { pid: 2 ** 22 + 1, host: hostname(), mark: "" })
      yield* opening(directory)
      assert.isTrue(existsSync(join(lockOf(directory), "8.free")))
      assert.isFalse(existsSync(join(lockOf(directory), "7.lock")))
    })
  )

  it.effect("is taken from another machine once it shows no more life", () =>
    Effect.gen(function* () {
      const directory = yield* temporaryDirectory
      leave(directory, { pid: 1, host: "elsewhere", mark: "" }, 20)
      assert.strictEqual((yield* Effect.flip(opening(directory)))._tag, "StudyJournalInUse")
      yield* opening(directory, { heartbeat: "10 seconds" })
    })
  )

  it.effect("goes to one of many who want it at the same time", () =>
    Effect.gen(function* () {
      const directory = yield* temporaryDirectory
      leave(directory, { pid: 2 ** 22 + 1, host: hostname(), mark: "" })
      const tries = Array.from({ length: 8 }, () => Effect.result(Layer.build(layer(directory))))
      const results = yield* Effect.all(tries, { concurrency: "unbounded" })
      assert.lengthOf(
        results.filter(({ _tag }) => _tag === "Success"),
        1
      )
    })
  )

  it.effect("stops whoever lost it from writing", () =>
    Effect.gen(function* () {
      const directory = yield* temporaryDirectory
      yield* Effect.gen(function* () {
        const goal = yield* fixtures.newGoal(yield* fixtures.newLearner)
        const start = yield* fixtures.newStudied(goal)
        // Somebody on another machine thought that we were gone.
        writeFileSync(join(lockOf(directory), "9.lock"), "{}")
        // Ratings go through until the next beat of this lock, and then no more.
        const schedules = yield* Schedules
        let before = start
        const rateNext = Effect.gen(function* () {
          const { after, review } = yield* fixtures.makeReview(before, 3, before.version + 1)
          yield* schedules.record(after, review)
          before = after
        })
        const refusal = yield* Effect.flip(Effect.forever(rateNext))
        assert.strictEqual(refusal._tag, "StoreUnavailable")
        assert.deepStrictEqual(yield* schedules.get(start.userId, start.cardId), before)
      }).pipe(Effect.provide(layer(directory, { heartbeat: "30 millis" })))
    })
  )
})
