/**
 * Of whoever is erased no file holds a byte: no old version, no index, no list of what was deleted, nothing set aside.
 */
import { mkdirSync, utimesSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { EmbeddingIndex, ReviewArchive } from "@loopi/core"
import { embeddings, histories } from "@loopi/core/testing"
import { LanceEmbeddingIndex, LanceReviewArchive } from "@loopi/lancedb"
import { assert, it } from "@effect/vitest"
import { Array, Effect } from "effect"
import { temporaryDirectory } from "../temporaryDirectory.ts"
import { filesWith, wordsOf } from "./traces.ts"

const lengths = Array.makeBy(40, () => 5)

const newHistory = Effect.gen(function* () {
  const learner = yield* histories.strangeLearner
  return { learner, history: yield* histories.learnerHistory(learner, lengths) }
})

it.live("no file of the archive holds a review of theirs", () =>
  Effect.gen(function* () {
    const directory = yield* temporaryDirectory
    yield* Effect.gen(function* () {
      const archive = yield* ReviewArchive
      const leaving = yield* newHistory
      let point = yield* archive.create
      for (let i = 0; i < 5; i++) {
        point = yield* archive.append(point, (yield* newHistory).history)
        point = yield* archive.append(point, leaving.history.slice(i * 40, i * 40 + 40))
      }
      point = yield* archive.compact(point, 0)
      // Added and never recorded, as by a writer who is killed: undone, and its file stays.
      yield* archive.append(point, yield* histories.learnerHistory(leaving.learner, [7]))
      const words = [...wordsOf(leaving.learner), ...wordsOf(leaving.history[0]?.cardId ?? "")]
      assert.isNotEmpty(filesWith(directory, words))

      point = yield* archive.erase(point, [leaving.learner])
      assert.isNotEmpty(filesWith(directory, words), "whoever has to go back still can")
      const swept = yield* archive.sweep(point)
      assert.deepStrictEqual(swept, point)
      assert.deepStrictEqual(filesWith(directory, words), [])
      assert.strictEqual(yield* archive.count, 1_000)
    }).pipe(Effect.provide(LanceReviewArchive.layer({ directory })))
  })
)

it.live("no file of the vectors names them, though their rows were few among many", () =>
  Effect.gen(function* () {
    const directory = yield* temporaryDirectory
    yield* Effect.gen(function* () {
      const index = yield* EmbeddingIndex
      const [leaving, staying] = [yield* embeddings.newLearner, yield* embeddings.newLearner]
      const cards = Array.makeBy(500, (i) => embeddings.embedding(staying, `${i}`))
      yield* index.put(cards)
      yield* index.put([embeddings.embedding(leaving, "canary-of-a-card")])
      // Fragments are merged, and the learner's row is one of many in one.
      yield* Effect.forEach(Array.chunksOf(cards, 10), index.put)
      const words = [...wordsOf(leaving), Buffer.from("canary-of-a-card")]
      plantSetAside(directory, leaving)
      assert.isNotEmpty(filesWith(directory, words))

      yield* index.erase(leaving)
      yield* index.sweep
      assert.deepStrictEqual(filesWith(directory, words), [])
      assert.lengthOf(yield* index.entries(staying, "flashcard"), 500)
      assert.deepStrictEqual(yield* index.entries(leaving, "flashcard"), [])
    }).pipe(Effect.provide(LanceEmbeddingIndex.layer({ directory })))
  })
)

/** What a damaged table, a repair and a killed process leave behind. */
const plantSetAside = (directory: string, learner: string) => {
  for (const folder of ["embeddings.damaged-2026", "quarantine/embeddings.lance/data"]) {
    mkdirSync(join(directory, folder), { recursive: true })
    writeFileSync(join(directory, folder, "some.lance"), learner)
  }
  const orphan = join(directory, "embeddings.lance", "data", "0000111100001111000011110000111100001111.lance")
  writeFileSync(orphan, learner)
  utimesSync(orphan, 1_600_000_000, 1_600_000_000)
}
