/**
 * A disk without room: ratings are refused whole, and go on when there is room again.
 */
import { execFileSync } from "node:child_process"
import { rmSync, statfsSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { Replay, ReviewLog, Schedules } from "@loopi/core"
import { fixtures } from "@loopi/core/testing"
import { assert, it } from "@effect/vitest"
import { Effect, Result } from "effect"
import { temporaryDirectory } from "../temporaryDirectory.ts"
import { layer, takeOver } from "./stores.ts"

const megabytes = 8

/** A file system of its own, where this is allowed. */
const smallDisk = Effect.gen(function* () {
  const directory = yield* temporaryDirectory
  const mounted = Result.try(() =>
    execFileSync("mount", ["-t", "tmpfs", "-o", `size=${megabytes}m`, "tmpfs", directory], { stdio: "ignore" })
  )
  if (Result.isFailure(mounted)) return undefined
  yield* Effect.addFinalizer(() => Effect.sync(() => execFileSync("umount", ["--lazy", directory])))
  return directory
})

/** Leaves room for so many bytes. */
const fill = (directory: string, left: number) => {
  const { bavail, bsize } = statfsSync(directory)
  writeFileSync(join(directory, "ballast"), Buffer.alloc(Math.max(0, bavail * bsize - left)))
}

it.effect(
  "refuses ratings while the disk is full, loses none it acknowledged, and goes on when there is room",
  () =>
    Effect.gen(function* () {
      const directory = yield* smallDisk
      if (directory === undefined) return yield* Effect.log("Skipped: a small file system cannot be mounted here.")

      const { cardId, goalId, userId, start, last } = yield* Effect.gen(function* () {
        const schedules = yield* Schedules
        const start = yield* fixtures.newStudied(yield* fixtures.newGoal(yield* fixtures.newLearner))
        const others = yield* Effect.forEach([1, 2, 3, 4], () =>
          Effect.flatMap(fixtures.newGoal(start.userId), fixtures.newStudied)
        )
        let before = start
        const rate = Effect.gen(function* () {
          const { after, review } = yield* fixtures.makeReview(before, 3, before.version + 1)
          yield* schedules.record(after, review)
          before = after
        })
        for (const room of [20_000, 3_000, 500, 0]) {
          fill(directory, room)
          const refusal = yield* Effect.flip(Effect.forever(rate))
          assert.strictEqual(refusal._tag, "StoreUnavailable")
          assert.deepStrictEqual(yield* schedules.get(start.userId, start.cardId), before)
          // Four at once are refused as well, and one after the other later on.
          const rivals = yield* Effect.forEach(others, (other) => fixtures.makeReview(other, 3, 1))
          const refused = yield* Effect.forEach(
            rivals,
            ({ after, review }) => Effect.flip(schedules.record(after, review)),
            { concurrency: "unbounded" }
          )
          for (const { _tag } of refused) assert.strictEqual(_tag, "StoreUnavailable")
          assert.strictEqual((yield* Effect.flip(takeOver))._tag, "StoreUnavailable")
          rmSync(join(directory, "ballast"))
          yield* rate
          yield* takeOver
          yield* rate
        }
        return { ...start, start, last: before }
      }).pipe(Effect.provide(layer(directory)))

      yield* Effect.gen(function* () {
        const reviews = yield* (yield* ReviewLog).ofCard(userId, cardId)
        assert.deepStrictEqual(
          reviews.map(({ version }) => version),
          Array.from({ length: last.version }, (_, i) => i + 1)
        )
        assert.deepStrictEqual(Replay.replay(start, reviews), last)
        assert.deepStrictEqual(yield* (yield* Schedules).ofGoals(userId, [goalId]), [last])
      }).pipe(Effect.provide(layer(directory)))
    }),
  60_000
)
