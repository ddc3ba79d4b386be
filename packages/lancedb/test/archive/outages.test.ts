/**
 * The archive is away, full or damaged: ratings go on, and nothing reads as if it had never been.
 */
import { cp, readdir, rename, rm, truncate } from "node:fs/promises"
import { join } from "node:path"
import { Archiving, inspectArchive, ReviewLog, Schedules, TieredReviewLog } from "@loopi/core"
import { MemoryReviewJournal, MemoryStores } from "@loopi/core/memory"
import { fixtures } from "@loopi/core/testing"
import { LanceReviewArchive } from "@loopi/lancedb"
import { assert, describe, it } from "@effect/vitest"
import { Effect, Layer, Stream } from "effect"
import { fill, makeRoom, smallDisk } from "../smallDisk.ts"
import { temporaryDirectory } from "../temporaryDirectory.ts"

/** A history whose reviews leave the journal as soon as they are archived. */
const historyIn = (directory: string) =>
  Archiving.layer.pipe(
    Layer.provideMerge(TieredReviewLog.layer),
    Layer.provideMerge(
      Layer.merge(MemoryReviewJournal.layer({ keeps: "0 seconds" }), LanceReviewArchive.layer({ directory }))
    ),
    Layer.provideMerge(MemoryStores.layer)
  )

/** Rates a new card of the goal on some days of January, without looking at what was before. */
const rate = Effect.fnUntraced(function* (goal: Parameters<typeof fixtures.newStudied>[0], days: number) {
  const schedules = yield* Schedules
  let schedule = yield* fixtures.newStudied(goal)
  for (let day = 1; day <= days; day += 1) {
    const { after, review } = yield* fixtures.makeReview(schedule, 3, day)
    yield* schedules.record(after, review)
    schedule = after
  }
})

const newGoal = Effect.flatMap(fixtures.newLearner, (learner) => fixtures.newGoal(learner))

const findings = Effect.gen(function* () {
  const { examine } = yield* inspectArchive
  return (yield* Stream.runCollect(examine)).flatMap((step) => step.findings.map(({ what }) => what))
})

/** A goal with twelve reviews, all of them archived. */
const archivedGoal = Effect.gen(function* () {
  const archiving = yield* Archiving
  const goal = yield* newGoal
  yield* rate(goal, 12)
  assert.strictEqual(yield* archiving.drain, 12)
  return goal
})

const lengthOf = Effect.fnUntraced(function* (goal: {
  readonly userId: Parameters<ReviewLog["Service"]["replay"]>[0]
}) {
  const log = yield* ReviewLog
  return yield* Stream.runCount(log.replay(goal.userId))
})

describe("an archive that is in trouble", () => {
  it.effect("may be taken away and brought back: ratings go on, and none is lost", () =>
    Effect.gen(function* () {
      const directory = join(yield* temporaryDirectory, "lancedb")
      yield* Effect.gen(function* () {
        const archiving = yield* Archiving
        const goal = yield* archivedGoal

        yield* Effect.promise(() => rename(directory, `${directory}-away`))
        yield* rate(goal, 5)
        assert.strictEqual((yield* Effect.flip(lengthOf(goal)))._tag, "StoreUnavailable")
        const refusal = yield* Effect.flip(archiving.drain)
        assert.strictEqual(refusal._tag === "ArchiveDamaged" && refusal.reason, "missing")
        assert.match((yield* findings).join(), /missing \(recorded: 12 reviews\)/)

        yield* Effect.promise(() => rename(`${directory}-away`, directory))
        assert.strictEqual(yield* lengthOf(goal), 17)
        assert.strictEqual(yield* archiving.drain, 5)
        assert.strictEqual(yield* lengthOf(goal), 17)
        assert.deepStrictEqual(yield* findings, [])
      }).pipe(Effect.provide(historyIn(directory)))
    })
  )

  it.effect("is not mistaken for the right one when it is an older copy", () =>
    Effect.gen(function* () {
      const directory = join(yield* temporaryDirectory, "lancedb")
      yield* Effect.gen(function* () {
        const archiving = yield* Archiving
        const goal = yield* archivedGoal
        yield* Effect.promise(() => cp(directory, `${directory}-copy`, { recursive: true }))
        yield* rate(goal, 5)
        yield* archiving.drain

        yield* Effect.promise(() => rm(directory, { recursive: true }))
        yield* Effect.promise(() => rename(`${directory}-copy`, directory))
        const refusal = yield* Effect.flip(archiving.drain)
        assert.strictEqual(refusal._tag === "ArchiveDamaged" && refusal.reason, "behind")
        assert.match((yield* findings).join(), /behind \(recorded: 17 reviews\)/)
      }).pipe(Effect.provide(historyIn(directory)))
    })
  )

  it.effect("does not read as a shorter history when one of its files is damaged", () =>
    Effect.gen(function* () {
      const directory = join(yield* temporaryDirectory, "lancedb")
      yield* Effect.gen(function* () {
        const goal = yield* archivedGoal
        const files = join(directory, "reviews.lance", "data")
        const [file = ""] = yield* Effect.promise(() => readdir(files))
        yield* Effect.promise(() => truncate(join(files, file), 100))
        assert.strictEqual((yield* Effect.flip(lengthOf(goal)))._tag, "StoreUnavailable")
        assert.match((yield* findings).join(), /cannot be read/)
      }).pipe(Effect.provide(historyIn(directory)))
    })
  )

  it.effect("may be on a full disk: reviews stay in the journal until there is room", () =>
    Effect.gen(function* () {
      const disk = yield* smallDisk(4)
      if (disk === undefined) return yield* Effect.log("Skipped: a small file system cannot be mounted here.")
      yield* Effect.gen(function* () {
        const archiving = yield* Archiving
        const goal = yield* archivedGoal
        for (const left of [0, 4_096, 8_192]) {
          fill(disk, left)
          yield* rate(goal, 6)
          assert.strictEqual((yield* Effect.flip(archiving.drain))._tag, "StoreUnavailable", `${left} bytes left`)
        }
        makeRoom(disk)
        assert.strictEqual(yield* lengthOf(goal), 12 + 18)
        assert.strictEqual(yield* archiving.drain, 18)
        assert.strictEqual(yield* lengthOf(goal), 12 + 18)
        assert.deepStrictEqual(yield* findings, [])
      }).pipe(Effect.provide(historyIn(join(disk, "lancedb"))))
    })
  )
})
