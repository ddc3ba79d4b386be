import { type Embedding, EmbeddingIndex, SpaceId, UserId } from "@loopi/core"
import { LanceEmbeddingIndex } from "@loopi/lancedb"
import { assert, describe, it } from "@effect/vitest"
import { connect, type Table } from "@lancedb/lancedb"
import { Array, Effect, Logger, Random } from "effect"
import { temporaryDirectory } from "../temporaryDirectory.ts"

const kind = "flashcard"
const space = SpaceId.make("test-1")
const learnerOf = (n: number) => UserId.make(`00000000-0000-4000-8000-${`${n}`.padStart(12, "0")}`)
const one = new Float32Array(1024).fill(1)
const card = (userId: UserId, id: string, contentHash = "0"): Embedding => ({
  userId,
  kind,
  id,
  space,
  contentHash,
  vector: one
})

/** More than are copied in the turn of a write. */
const large = 21_000
const imported = (index: EmbeddingIndex["Service"]) =>
  Effect.forEach(Array.chunksOf(Array.range(1, large), large / 3), (some) =>
    index.put(some.map((n) => card(learnerOf(0), `${n}`)))
  )

const tableOf = (directory: string) =>
  Effect.promise(() => connect(directory, { readConsistencyInterval: 0 }).then((db) => db.openTable("embeddings")))

const smallFragments = (table: Table) =>
  Effect.promise(() => table.stats().then(({ fragmentStats }) => fragmentStats.numSmallFragments))

describe("the upkeep of a large table", () => {
  it.effect(
    "has what was written in its indexes without a write to remind it",
    () =>
      Effect.gen(function* () {
        const directory = yield* temporaryDirectory
        yield* Effect.gen(function* () {
          const index = yield* EmbeddingIndex
          yield* imported(index)
          for (const n of Array.range(1, 20)) {
            yield* index.put(Array.makeBy(500, (i) => card(learnerOf(n), `${i}`)))
          }
          const table = yield* tableOf(directory)
          for (const name of ["user_id_idx", "kind_idx", "space_idx", "key_idx"]) {
            const unindexed = Effect.promise(() =>
              table.indexStats(name).then((stats) => stats?.numUnindexedRows ?? Infinity)
            )
            assert.isAtMost(yield* Effect.repeat(unindexed, { until: (rows) => rows <= 2_000 }), 2_000)
          }
        }).pipe(Effect.provide(LanceEmbeddingIndex.layer({ directory })))
      }),
    60_000
  )

  it.effect(
    "loses and doubles nothing that is put, put anew or removed while fragments are merged, and no copy is in vain",
    () =>
      Effect.gen(function* () {
        const directory = yield* temporaryDirectory
        const logged: Array<unknown> = []
        yield* Effect.gen(function* () {
          const index = yield* EmbeddingIndex
          yield* imported(index)
          const table = yield* tableOf(directory)
          const merged = yield* Effect.forEach(Array.range(1, 4), (n) => writing(index, learnerOf(n), table), {
            concurrency: "unbounded"
          })
          assert.include(merged, true)
          assert.lengthOf(yield* index.entries(learnerOf(0), kind), large)
        }).pipe(
          Effect.provide([
            LanceEmbeddingIndex.layer({ directory }),
            Logger.layer([Logger.make(({ message }) => void logged.push(message))])
          ])
        )
        assert.deepStrictEqual(logged, [])
      }),
    120_000
  )
})

/** Writes for one learner, who is read after every write. Says whether fragments were merged meanwhile. */
const writing = Effect.fnUntraced(function* (index: EmbeddingIndex["Service"], userId: UserId, table: Table) {
  const kept = new Map<string, string>()
  let [fragments, merged] = [0, false]
  for (const n of Array.range(1, 60)) {
    const chosen = [...kept.keys()].filter((id) => (Number(id) * 7 + n) % 5 === 0)
    const what = yield* Random.nextIntBetween(0, 3)
    if (what === 0) {
      yield* index.remove(userId, kind, chosen)
      for (const id of chosen) kept.delete(id)
    } else {
      const ids = what === 1 && chosen.length > 0 ? chosen : Array.makeBy(5, (i) => `${n * 10 + i}`)
      yield* index.put(ids.map((id) => card(userId, id, `${n}`)))
      for (const id of ids) kept.set(id, `${n}`)
    }
    const entries = yield* index.entries(userId, kind)
    assert.sameDeepMembers(
      entries.map(({ contentHash, id }) => [id, contentHash]),
      [...kept]
    )
    const now = yield* smallFragments(table)
    if (now < fragments - 10) merged = true
    fragments = now
  }
  return merged
})
