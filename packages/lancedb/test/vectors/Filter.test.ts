import { readdir, readFile } from "node:fs/promises"
import { join } from "node:path"
import { EmbeddedKind, type Embedding, SpaceId, UserId } from "@loopi/core"
import { assert, describe, it } from "@effect/vitest"
import { Array, Effect, Layer, Random } from "effect"
import { toRows } from "../../src/vectors/EmbeddingRows.ts"
import { openTable } from "../../src/vectors/EmbeddingsTable.ts"
import * as Filter from "../../src/vectors/Filter.ts"
import * as LanceDb from "../../src/LanceDb.ts"
import { temporaryDirectory } from "../temporaryDirectory.ts"

const learner = UserId.make("00000000-0000-4000-8000-000000000001")
const stranger = UserId.make("00000000-0000-4000-8000-000000000002")
const kind = EmbeddedKind.make("goal")
const space = SpaceId.make("test-1")
const unchecked = { disableChecks: true } as const

/** What a text needs to break out of its quotes, in this dialect and its neighbours. */
const pieces = Array.flatten([
  ["'", "''", "'''", '"', "`", "\\", "\\'", "\\\\'", "$$", "--", "/*", "*/", "#", ";", ",", "(", ")", "%", "_"],
  ["\0", "\n", "\t", "\u2019", "\uff07", "\u02bc", "\u{1f0a1}", "x", "1", "=", "1=1", "true", "NULL", "E'", "U&'"],
  ["OR", "AND", "NOT", "IN (", "LIKE '%'", "OR '1'='1'", "') OR (1=1) --", "UNION SELECT", "user_id", learner, stranger]
] as const)

const hostile = Effect.gen(function* () {
  const length = yield* Random.nextIntBetween(1, 6)
  const chosen = yield* Effect.all(Array.makeBy(length, () => Random.choice(pieces)))
  return chosen.join((yield* Random.nextBoolean) ? " " : "")
})

const hostiles = (count: number) =>
  Effect.all(Array.makeBy(count, () => hostile)).pipe(Effect.map(Array.dedupe), Random.withSeed("hostile"))

const row = (userId: UserId, id: string): Embedding => {
  const vector = new Float32Array(1024)
  return { userId, kind, id, space, contentHash: "0", vector }
}

/** A table of the rows given, as what a filter finds in it: the keys of the rows. */
const tableOf = Effect.fnUntraced(function* (rows: ReadonlyArray<Embedding>) {
  const table = yield* openTable
  yield* Effect.promise(() => table.add(toRows(rows)))
  return (where: Filter.Filter) =>
    Effect.promise(() => table.query().where(where).select(["key"]).toArrow()).pipe(
      Effect.map((found) => [...(found.getChild("key") ?? [])].map(String))
    )
})

const store = Layer.unwrap(Effect.map(temporaryDirectory, (directory) => LanceDb.layer({ directory })))

describe("Filter", () => {
  it.effect(
    "finds nobody else's rows whatever text is in it",
    () =>
      Effect.gen(function* () {
        const find = yield* tableOf([row(stranger, "a"), row(stranger, "x"), row(stranger, "1"), row(learner, "mine")])
        for (const text of yield* hostiles(1_000)) {
          const filters = [
            Filter.ofLearner(learner, { kind, ids: [text] }),
            Filter.ofLearner(learner, { kind, space: SpaceId.make(text, unchecked) }),
            Filter.ofLearner(UserId.make(`${text}'`, unchecked), { kind })
          ]
          for (const filter of filters) assert.deepStrictEqual(yield* find(filter), [], filter)
        }
      }).pipe(Effect.provide(store)),
    120_000
  )

  it.effect(
    "finds nobody else's rows by 20,000 values, each the id of a row that somebody else has",
    () =>
      Effect.gen(function* () {
        const texts = Array.take(yield* hostiles(30_000), 20_000)
        assert.lengthOf(texts, 20_000)
        const own = texts.filter((_, i) => i % 100 === 0)
        const find = yield* tableOf([...texts.map((id) => row(stranger, id)), ...own.map((id) => row(learner, id))])
        const mine = new Set(own.map((id) => Filter.keyOf(row(learner, id))))
        let found = 0
        for (const ids of Array.chunksOf(texts, 50)) {
          const keys = yield* find(Filter.ofLearner(learner, { kind, ids }))
          assert.isTrue(keys.every((key) => mine.has(key)))
          found += keys.length
        }
        assert.strictEqual(found, own.length)
        for (const spaces of Array.chunksOf(texts, 500)) {
          const [text] = spaces
          const filter = Filter.ofLearner(learner, { kind, space: SpaceId.make(text, unchecked), ids: spaces })
          assert.deepStrictEqual(yield* find(filter), [])
        }
      }).pipe(Effect.provide(store)),
    120_000
  )

  it.effect(
    "finds exactly the row of a hostile id",
    () =>
      Effect.gen(function* () {
        const ids = yield* hostiles(500)
        const find = yield* tableOf([learner, stranger].flatMap((user) => ids.map((id) => row(user, id))))
        for (const id of ids) {
          const found = yield* find(Filter.ofLearner(learner, { kind, ids: [id] }))
          assert.deepStrictEqual(found, [Filter.keyOf(row(learner, id))])
        }
        const all = yield* find(Filter.ofLearner(learner, { kind, ids }))
        assert.sameMembers(
          all,
          ids.map((id) => Filter.keyOf(row(learner, id)))
        )
        assert.deepStrictEqual(yield* find(Filter.ofLearner(learner, { kind, ids: [] })), [])
      }).pipe(Effect.provide(store)),
    120_000
  )

  it.effect("is the only place where conditions are written", () =>
    Effect.gen(function* () {
      const folder = join(import.meta.dirname, "../..", "src")
      const files = (yield* Effect.promise(() => readdir(folder, { recursive: true }))).filter((it) =>
        it.endsWith(".ts")
      )
      assert.include(files, "vectors/Filter.ts")
      for (const file of files) {
        const text = yield* Effect.promise(() => readFile(join(folder, file), "utf8"))
        const conditions = [...text.matchAll(/\.(?:where|filter|delete|countRows)\(([^()]*)/g)].map(
          ([, written]) => written
        )
        for (const written of conditions) assert.notMatch(written ?? "", /["'`]/, file)
      }
    })
  )
})
