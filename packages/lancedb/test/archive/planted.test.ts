/**
 * Rows that nobody could have put into the archive are found by the doctor: of people who are not there (I8), and
 * reviews whose id is there already (I2).
 */
// @effect-diagnostics asyncFunction:off
import { connect } from "@lancedb/lancedb"
import {
  Doctor,
  Embedder,
  Embeddings,
  FlashcardId,
  Lexical,
  Projector,
  Review,
  ReviewArchive,
  ReviewDrain,
  ReviewId,
  SpaceId,
  StudyDay,
  TieredReviewLog,
  UserId,
  VectorWriter
} from "@loopi/core"
import { MemoryEmbeddingIndex, MemoryReviewJournal, MemoryStores } from "@loopi/core/memory"
import { fixtures, histories } from "@loopi/core/testing"
import { LanceReviewArchive } from "@loopi/lancedb"
import { assert, describe, it } from "@effect/vitest"
import { Binary, RecordBatch, Struct, Table, makeData } from "apache-arrow"
import { Effect, Layer, Stream } from "effect"
import { encode } from "../../src/archive/encode.ts"
import { temporaryDirectory } from "../temporaryDirectory.ts"

const embedder = Layer.succeed(Embedder, {
  space: SpaceId.make("lexical-1"),
  embed: (texts) => Effect.succeed(texts.map((text) => Lexical.lexicalVector(text)))
})

const doctorIn = (directory: string) =>
  Doctor.layer.pipe(
    Layer.provideMerge(Projector.layer),
    Layer.provide(VectorWriter.layer),
    Layer.provide(Embeddings.layer),
    Layer.provide(embedder),
    Layer.provide(MemoryEmbeddingIndex.layer),
    Layer.provideMerge(TieredReviewLog.layer),
    Layer.provideMerge(
      Layer.merge(MemoryReviewJournal.layer({ keeps: "0 seconds" }), LanceReviewArchive.layer({ directory }))
    ),
    Layer.provideMerge(MemoryStores.layer)
  )

/** Everything that was studied is in the archive, and these are as well. */
const plant = Effect.fnUntraced(function* (planted: ReadonlyArray<Review>) {
  const archive = yield* ReviewArchive
  const { drop, turn } = yield* ReviewDrain
  yield* turn(100, ({ recorded, reviews }) =>
    Effect.flatMap(recorded === null ? archive.create : Effect.succeed(recorded), (point) =>
      archive.append(point, [...reviews, ...planted])
    )
  )
  yield* drop
})

/** Rows whose learner is whatever these bytes are. */
const plantOf = Effect.fnUntraced(function* (directory: string, reviews: ReadonlyArray<Review>, bytes: Uint8Array) {
  const { turn } = yield* ReviewDrain
  const rows = encode(reviews)
  const valueOffsets = Int32Array.from({ length: reviews.length + 1 }, (_, row) => row * bytes.length)
  const data = Uint8Array.from(reviews.flatMap(() => [...bytes]))
  const learners = makeData({ type: new Binary(), length: reviews.length, valueOffsets, data })
  const [batch] = rows.batches
  if (batch === undefined) return
  const children = batch.data.children.map((child, i) => (rows.schema.fields[i]?.name === "user_id" ? learners : child))
  const changed = makeData({ type: new Struct(rows.schema.fields), length: reviews.length, children })
  yield* turn(0, ({ recorded }) =>
    Effect.promise(async () => {
      const connection = await connect(directory)
      const table = await connection.openTable("reviews")
      const { version } = await table.add(new Table(rows.schema, new RecordBatch(rows.schema, changed)))
      return { version, reviews: (recorded?.reviews ?? 0) + reviews.length }
    })
  )
})

const findings = Doctor.use(({ check }) =>
  Effect.map(Stream.runCollect(check), (steps) => steps.flatMap((step) => step.findings))
)

/** A card of somebody who is known, with five reviews that are archived. */
const studied = Effect.gen(function* () {
  yield* plant([])
  const goal = yield* fixtures.newGoal(yield* fixtures.newLearner)
  const before = yield* fixtures.study(yield* fixtures.newStudied(goal), [3, 3, 1, 3, 4])
  yield* Projector.use(({ catchUp }) => catchUp)
  yield* plant([])
  assert.deepStrictEqual(yield* findings, [])
  return before
})

const bytesOf = (id: string) => Uint8Array.from(Buffer.from(id.replaceAll("-", ""), "hex"))

describe("the archived reviews of somebody who is not there", () => {
  const shapes: ReadonlyArray<readonly [name: string, reviews: number, change: (known: Uint8Array) => Uint8Array]> = [
    ["are of an id like any other", 3, () => bytesOf("0196a5c4-0001-7000-8000-00000000dead")],
    ["are a single one", 1, () => bytesOf("0196a5c4-0001-7000-8000-00000000beef")],
    ["are many", 200, () => bytesOf("0196a5c4-0001-7000-8000-00000000cafe")],
    ["are of the id of zeros", 3, () => new Uint8Array(16)],
    ["are of the id of ones", 3, () => new Uint8Array(16).fill(255)],
    ["are one bit beside somebody who is", 3, (known) => known.with(15, (known[15] ?? 0) ^ 1)],
    ["are one bit beside, at the front", 3, (known) => known.with(0, (known[0] ?? 0) ^ 128)],
    ["have an id that was cut short", 3, (known) => known.slice(0, 15)],
    ["have an id that goes on", 3, (known) => Uint8Array.from([...known, 7])],
    ["have no id at all", 3, () => new Uint8Array()],
    ["have bytes that are no id", 3, () => Uint8Array.from(Buffer.from("nobody's reviews"))]
  ]
  for (const [name, count, change] of shapes) {
    it.effect(`are found where they ${name}`, () =>
      Effect.gen(function* () {
        const directory = yield* temporaryDirectory
        yield* Effect.gen(function* () {
          const { schedule } = yield* studied
          const strange = yield* histories.cardHistory(yield* histories.strangeLearner, count)
          yield* plantOf(directory, strange, change(bytesOf(schedule.userId)))
          const found = yield* findings
          assert.deepStrictEqual(
            found.map(({ invariant, repairable, table }) => [invariant, table, repairable]),
            [["I8", "reviews", false]]
          )
          yield* Doctor.use(({ repair }) => Stream.runDrain(repair))
          assert.deepStrictEqual(yield* findings, found)
        }).pipe(Effect.provide(doctorIn(directory)))
      })
    )
  }
})

const again = (review: Review, change: Partial<Review> = {}) => Review.make({ ...review, ...change })

describe("an archived review whose id is there already", () => {
  const other = FlashcardId.make("0196a5c4-0001-7000-8000-00000000dead")
  const ways: ReadonlyArray<
    readonly [name: string, copies: (reviews: ReadonlyArray<Review>) => ReadonlyArray<Review>]
  > = [
    ...[0, 1, 2, 3, 4].map(
      (n) =>
        [
          `is review ${n + 1} as the next version`,
          (all: ReadonlyArray<Review>) => all.slice(n, n + 1).map((it) => again(it, { version: 6 }))
        ] as const
    ),
    ["came far behind the others", (all) => all.slice(0, 1).map((it) => again(it, { version: 1_000 }))],
    ["came in the place of another version", (all) => all.slice(0, 1).map((it) => again(it, { version: 3 }))],
    ["is of another card", (all) => all.slice(0, 1).map((it) => again(it, { cardId: other }))],
    ["is of another card, as all of them are", (all) => all.map((it) => again(it, { cardId: other }))],
    [
      "says something else of another day",
      (all) => all.slice(1, 2).map((it) => again(it, { version: 6, rating: 1, studyDay: StudyDay.make(30_000) }))
    ]
  ]
  for (const [name, copies] of ways) {
    it.effect(`is found where it ${name}`, () =>
      Effect.gen(function* () {
        const directory = yield* temporaryDirectory
        yield* Effect.gen(function* () {
          const { reviews, schedule } = yield* studied
          const planted = copies(reviews)
          yield* plant(planted)
          const found = (yield* findings).filter(({ invariant }) => invariant === "I2")
          assert.deepStrictEqual(
            found.map(({ repairable, rowId, userId }) => [rowId, userId, repairable]),
            planted.map(({ id }) => [ReviewId.make(id), UserId.make(schedule.userId), false])
          )
        }).pipe(Effect.provide(doctorIn(directory)))
      })
    )
  }
})
