/**
 * The power goes while the archive is written to. What was not yet said to be on the disk is there whole, in part, empty
 * or not at all, each file as it happens; what was recorded before is there afterwards.
 */
import { open, readdir, rm, stat } from "node:fs/promises"
import { join } from "node:path"
import { type ArchivePoint, ReviewArchive } from "@loopi/core"
import { histories } from "@loopi/core/testing"
import { LanceReviewArchive } from "@loopi/lancedb"
import { assert, describe, it } from "@effect/vitest"
import { Array, Effect, Random, Stream } from "effect"
import { temporaryDirectory } from "../temporaryDirectory.ts"

const using = <A, E>(directory: string, use: (archive: ReviewArchive["Service"]) => Effect.Effect<A, E>) =>
  Effect.provide(ReviewArchive.use(use), LanceReviewArchive.layer({ directory }), { local: true })

/** Every file below a folder, with what would change if it were written to. */
const filesIn = (folder: string) =>
  Effect.promise(() =>
    readdir(folder, { recursive: true, withFileTypes: true })
      .then((entries) =>
        entries.filter((entry) => entry.isFile()).map(({ name, parentPath }) => join(parentPath, name))
      )
      .then((paths) => Promise.all(paths.map((path) => stat(path).then((found) => [path, found.mtimeMs] as const))))
  ).pipe(Effect.map((files) => new Map(files)))

const cutShort = (path: string, size: number) =>
  Effect.promise(() => open(path, "r+").then((file) => file.truncate(size).then(() => file.close())))

/** What a power cut makes of files that were not written through. */
const losePower = Effect.fnUntraced(function* (folder: string, safe: ReadonlyMap<string, number>) {
  let lost = 0
  for (const [path, at] of yield* filesIn(folder)) {
    if (safe.get(path) === at) continue
    const { size } = yield* Effect.promise(() => stat(path))
    const fate = yield* Random.nextIntBetween(0, 4)
    if (fate === 0) continue
    lost += 1
    if (fate === 1) yield* Effect.promise(() => rm(path))
    else yield* cutShort(path, fate === 2 ? 0 : yield* Random.nextIntBetween(0, size + 1))
  }
  return lost
})

describe("LanceReviewArchive, when the power goes", () => {
  it.effect(
    "has all that was recorded and nothing twice, thirty times",
    () =>
      Effect.gen(function* () {
        const directory = yield* temporaryDirectory
        const learner = yield* histories.strangeLearner
        const history = yield* histories.learnerHistory(
          learner,
          Array.makeBy(60, (i) => 3 + (i % 9))
        )
        const batches = Array.chunksOf(history, Math.ceil(history.length / 30))

        let recorded: ArchivePoint = yield* using(directory, ({ create }) => create)
        let losses = 0
        for (const [round, batch] of batches.entries()) {
          const safe = yield* filesIn(directory)
          const isCompacting = round % 5 === 4
          // Nobody lives to record what this comes to.
          yield* using(directory, (archive) =>
            isCompacting ? archive.compact(recorded, -1) : archive.append(recorded, batch)
          )
          losses += yield* losePower(directory, safe)
          recorded = yield* using(directory, (archive) => archive.append(recorded, batch))
          const kept = yield* using(directory, (archive) => Stream.runCollect(archive.replay(learner)))
          assert.sameDeepMembers(kept, batches.slice(0, round + 1).flat(), `round ${round}`)
        }
        assert.isAbove(losses, 60)
      }).pipe(Random.withSeed("power")),
    180_000
  )
})
