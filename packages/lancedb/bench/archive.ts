/**
 * How quickly the archive of reviews takes batches and answers, and how much room it takes.
 *
 * Run: npx node --conditions=@loopi/source packages/lancedb/bench/archive.ts [reviews] [learners]
 */
import { mkdtemp, readdir, rm, stat } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { type ArchivePoint, type FlashcardId, type Review, ReviewArchive, StudyDay, type UserId } from "@loopi/core"
import { LanceReviewArchive } from "@loopi/lancedb"
import { Console, Effect, Stream } from "effect"
import { reviewsOf } from "./reviews.ts"

const total = Number(process.argv[2] ?? 500_000)
const learners = Number(process.argv[3] ?? 200)
const batchSize = 5_000
const horizon = "10 seconds"

const directory = await mkdtemp(join(tmpdir(), "loopi-bench-"))

const sizeOf = (folder: string): Promise<number> =>
  readdir(folder, { recursive: true, withFileTypes: true })
    .then((entries) => entries.filter((entry) => entry.isFile()).map(({ name, parentPath }) => join(parentPath, name)))
    .then((files) => Promise.all(files.map((file) => stat(file))))
    .then((files) => files.reduce((sum, { size }) => sum + size, 0))

const room = (when: string) =>
  Effect.flatMap(
    Effect.promise(() => sizeOf(directory)),
    (size) => Console.log(`${when.padEnd(50)} ${(size / total).toFixed(1)} bytes a review`)
  )

const timed = Effect.fnUntraced(function* <A, E>(what: string, times: number, run: Effect.Effect<A, E>) {
  const took: Array<number> = []
  for (let i = 0; i < times; i += 1) {
    const begun = performance.now()
    yield* run
    took.push(performance.now() - begun)
  }
  const median = took.toSorted((a, b) => a - b)[Math.floor(times / 2)]
  yield* Console.log(`${what.padEnd(50)} ${median?.toFixed(1)} ms`)
})

const fill = Effect.fnUntraced(function* (archive: ReviewArchive["Service"]) {
  let point: ArchivePoint = yield* archive.create
  let batch: Array<Review> = []
  let someone: Review | undefined
  let took = 0
  for (const review of reviewsOf(learners, total / learners)) {
    batch.push(review)
    someone ??= review
    if (batch.length < batchSize) continue
    const begun = performance.now()
    point = yield* archive.append(point, batch)
    took += performance.now() - begun
    if (point.version % 33 === 0) point = yield* archive.compact(point, 32)
    batch = []
  }
  const rate = (total / took) * 1_000
  yield* Console.log(`batches of ${batchSize}, on the disk and read back: ${rate.toFixed(0)} reviews/s`)
  return { point, someone }
})

const questions = Effect.fnUntraced(function* (
  archive: ReviewArchive["Service"],
  { cardId, studyDay, userId }: { cardId: FlashcardId; studyDay: StudyDay; userId: UserId }
) {
  const month = { from: studyDay, to: StudyDay.make(studyDay + 30) }
  yield* timed("a card's history", 9, archive.ofCards(userId, [cardId]))
  yield* timed("a learner's last 20", 9, archive.latest(userId, { limit: 20 }))
  yield* timed("a learner's month, 1,500 lines", 9, archive.ofDays(userId, month))
  yield* timed("a learner's cards with an undo line", 9, archive.takenBack(userId))
  yield* timed(`a learner's ${total / learners} reviews in order`, 5, Stream.runDrain(archive.replay(userId)))
  yield* timed("everybody's name", 3, Stream.runDrain(archive.learners))
})

const bench = Effect.gen(function* () {
  const archive = yield* ReviewArchive
  const { point, someone } = yield* fill(archive)
  yield* room("after the last batch")
  if (someone !== undefined) yield* questions(archive, someone)
  let compacted = point
  yield* timed(
    "compaction of everything",
    1,
    Effect.map(archive.compact(point, -1), (next) => void (compacted = next))
  )
  yield* room("after compaction")
  // States are swept once they are as old as the horizon, and an index may be made anew on the way.
  for (const _ of [1, 2]) {
    yield* Effect.sleep("12 seconds")
    compacted = yield* archive.compact(compacted, -1)
  }
  yield* room("after sweeping")
  if (someone !== undefined) yield* questions(archive, someone)
  yield* timed("settling, where there is nothing to undo", 5, archive.settle(compacted))
})

await Effect.runPromise(
  Effect.provide(bench, LanceReviewArchive.layer({ directory, horizon })).pipe(
    Effect.ensuring(Effect.promise(() => rm(directory, { recursive: true })))
  )
)
