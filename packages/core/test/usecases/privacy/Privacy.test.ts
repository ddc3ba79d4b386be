/**
 * Who leaves is gone everywhere, can read so afterwards, and could take everything along before.
 */
import { assert, it } from "@effect/vitest"
import {
  Archiving,
  EmbeddingIndex,
  ErasureNotFound,
  Privacy,
  Projector,
  ReviewArchive,
  UserNotFound
} from "@loopi/core"
import { accounts, belongings, fixtures } from "@loopi/core/testing"
import { Effect, Redacted, Stream } from "effect"
import { world } from "./world.ts"

/** Somebody with vectors and archived reviews. */
const newLearner = Effect.gen(function* () {
  const userId = yield* belongings.newBelongings
  yield* (yield* Projector).catchUp
  yield* (yield* Archiving).drain
  return userId
})

const keptElsewhere = Effect.fnUntraced(function* (userId: Effect.Success<typeof newLearner>) {
  const index = yield* EmbeddingIndex
  const archive = yield* ReviewArchive
  const vectors = [...(yield* index.entries(userId, "goal")), ...(yield* index.entries(userId, "flashcard"))]
  return { vectors: vectors.length, archived: yield* archive.countOf(userId) }
})

it.layer(world)("whoever is erased", (it) => {
  it.effect("is gone from stores, vectors and archive, and nobody else is", () =>
    Effect.gen(function* () {
      const privacy = yield* Privacy
      const [leaving, staying] = [yield* newLearner, yield* newLearner]
      const before = [yield* belongings.traces(staying), yield* keptElsewhere(staying)]
      assert.deepStrictEqual(yield* keptElsewhere(leaving), { vectors: 3, archived: 2 })

      const { code, receipt } = yield* privacy.erase(leaving)
      assert.strictEqual(receipt.status, "under_way")
      yield* privacy.goOn
      assert.deepStrictEqual(yield* belongings.traces(leaving), [])
      assert.deepStrictEqual(yield* keptElsewhere(leaving), { vectors: 0, archived: 0 })
      assert.deepStrictEqual([yield* belongings.traces(staying), yield* keptElsewhere(staying)], before)
      const found = yield* privacy.receipt(code)
      assert.strictEqual(found.status, "finished")
      assert.deepInclude(found.erased, { place: "vectors", rows: 3, done: true })
      assert.deepInclude(found.erased, { place: "archived_reviews", rows: 2, done: true })
      assert.isNotEmpty(found.remains)
    })
  )

  it.effect("is not brought back by reviews and vectors that were under way", () =>
    Effect.gen(function* () {
      const privacy = yield* Privacy
      const leaving = yield* belongings.newBelongings
      const projector = yield* Projector
      const archiving = yield* Archiving
      // Taken before the learner is gone, done at some moment afterwards.
      yield* Effect.all([projector.catchUp, archiving.drain, privacy.erase(leaving)], { concurrency: "unbounded" })
      yield* Effect.all([projector.catchUp, archiving.drain, privacy.goOn], { concurrency: "unbounded" })
      yield* projector.catchUp
      yield* archiving.drain
      assert.deepStrictEqual(yield* keptElsewhere(leaving), { vectors: 0, archived: 0 })
      assert.deepStrictEqual(yield* belongings.traces(leaving), [])
    })
  )

  it.effect("reads the receipt by its code alone", () =>
    Effect.gen(function* () {
      const privacy = yield* Privacy
      yield* privacy.erase(yield* newLearner)
      const others = ["", "loopi_ec_0", (yield* accounts.newDigest).toString()]
      for (const code of others) {
        assert.deepStrictEqual(yield* Effect.flip(privacy.receipt(Redacted.make(code))), ErasureNotFound.make({}))
      }
    })
  )

  it.effect("cannot be erased twice", () =>
    Effect.gen(function* () {
      const privacy = yield* Privacy
      const id = yield* newLearner
      yield* privacy.erase(id)
      assert.deepStrictEqual(yield* Effect.flip(privacy.erase(id)), UserNotFound.make({ id }))
    })
  )
})

it.layer(world)("an export of everything", (it) => {
  it.effect("has a row of every kind, and no secret", () =>
    Effect.gen(function* () {
      const privacy = yield* Privacy
      const lines = yield* Stream.runCollect(privacy.exportAll(yield* newLearner))
      const [header, ...others] = lines.map((line): unknown => JSON.parse(line))
      assert.deepInclude(header, { loopi: "export", format: 1 })
      assert.nestedProperty(header, "lines.anyOf")
      const trailer = others.at(-1)
      for (const [section, count] of [
        ["profile", 1],
        ["account", 1],
        ["sessions", 1],
        ["apiTokens", 1],
        ["goals", 1],
        ["skillTrees", 1],
        ["formerSkillTrees", 1],
        ["sourceDocuments", 1],
        ["flashcards", 2],
        ["flashcardRevisions", 1],
        ["reviews", 2],
        ["schedules", 1],
        ["runs", 1],
        ["runSteps", 1],
        ["runEvents", 2],
        ["spending", 1]
      ] as const) {
        assert.nestedPropertyVal(trailer, `rows.${section}`, count)
      }
      assert.notMatch(lines.join("\n"), /\$hash\$|passwordHash|digest|"access"/)
    })
  )

  it.effect("is refused for somebody nobody knows", () =>
    Effect.gen(function* () {
      const privacy = yield* Privacy
      const { id } = yield* fixtures.makeUser()
      const refusal = yield* Effect.flip(Stream.runCollect(privacy.exportAll(id)))
      assert.deepStrictEqual(refusal, UserNotFound.make({ id }))
    })
  )
})
