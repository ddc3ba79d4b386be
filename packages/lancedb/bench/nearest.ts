/**
 * How long searching and writing take, with learners of 500 vectors, and for one learner who has them all.
 *
 * Run: npx node --conditions=@loopi/source packages/lancedb/bench/nearest.ts [vectors, 50000 unless given]
 */
import { mkdtemp, rm } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { type Embedding, EmbeddingIndex, SpaceId, UserId } from "@loopi/core"
import { LanceEmbeddingIndex } from "@loopi/lancedb"
import { Array, Console, Effect, Random } from "effect"

const total = Number(process.argv[2] ?? 50_000)
const each = 500
const space = SpaceId.make("bench-1")
const kind = "flashcard"

const learnerOf = (n: number) => UserId.make(`00000000-0000-4000-8000-${`${n}`.padStart(12, "0")}`)
const hermit = learnerOf(999_999)

/** Vectors are cut from one long row of numbers, as making each number anew would take longer than writing it. */
const numbers = new Float32Array(2 ** 21)
for (let i = 0, state = 1; i < numbers.length; i++) {
  state = (Math.imul(state ^ (state >>> 15), state | 0x2c1b3c6d) + 0x6d2b79f5) | 0
  numbers[i] = ((state ^ (state >>> 13)) >>> 0) / 2 ** 32 - 0.48
}
let made = 0
const vector = () => {
  const from = (made++ * 7_919) % (numbers.length - 1024)
  return numbers.slice(from, from + 1024).fill(made / 100_000, made % 1024, (made % 1024) + 1)
}
const card = (userId: UserId, id: string): Embedding => {
  const contentHash = "0".repeat(64)
  return { userId, kind, id, space, contentHash, vector: vector() }
}

/** Milliseconds of the median and of the slowest twentieth. */
const measure = Effect.fnUntraced(function* <E, R>(what: string, times: number, run: Effect.Effect<unknown, E, R>) {
  const took: Array<number> = []
  for (const _ of Array.range(1, times)) {
    const begun = performance.now()
    yield* run
    took.push(performance.now() - begun)
  }
  const at = (share: number) => took.toSorted((a, b) => a - b)[Math.floor(share * (times - 1))]?.toFixed(1)
  const memory = (process.memoryUsage().rss / 2 ** 20).toFixed(0)
  yield* Console.log(`${what.padEnd(58)} p50 ${at(0.5)} ms, p95 ${at(0.95)} ms, memory ${memory} MiB`)
})

const searching = (index: EmbeddingIndex["Service"], learner: Effect.Effect<UserId>, count: number) =>
  Effect.flatMap(learner, (userId) =>
    index.nearest(userId, { kind, space, vectors: Array.makeBy(count, vector), limit: 5 })
  )

const someone = Effect.map(Random.nextIntBetween(0, total / each - 1), learnerOf)

const writes = Effect.gen(function* () {
  const index = yield* EmbeddingIndex
  let next = 0
  const batch = Effect.suspend(() => {
    const cards = Array.makeBy(1_000, () => card(learnerOf(Math.floor(next / each)), `${next++}`))
    return index.put(cards)
  })
  yield* measure(`put 1,000 new, up to ${total}`, total / 1_000, batch)
  yield* measure(
    "put 1,000 over the ones before",
    5,
    Effect.andThen(
      Effect.sync(() => (next = 0)),
      batch
    )
  )
  yield* measure(
    "put 1",
    50,
    Effect.suspend(() => index.put([card(learnerOf(0), "1")]))
  )
})

const searches = Effect.gen(function* () {
  const index = yield* EmbeddingIndex
  yield* measure("search by 1 vector", 200, searching(index, someone, 1))
  yield* measure("search by 20 vectors", 200, searching(index, someone, 20))
  yield* measure(
    "entries of a learner",
    100,
    Effect.flatMap(someone, (userId) => index.entries(userId, kind))
  )
})

const oneOwnsThemAll = Effect.gen(function* () {
  const index = yield* EmbeddingIndex
  for (const chunk of Array.chunksOf(Array.range(1, total), 5_000)) {
    yield* index.put(chunk.map((n) => card(hermit, `${n}`)))
  }
  yield* measure(`search by 1 vector, a learner of ${total}`, 10, searching(index, Effect.succeed(hermit), 1))
  yield* measure(`search by 20 vectors, a learner of ${total}`, 5, searching(index, Effect.succeed(hermit), 20))
  const blank = { kind, space, vectors: [new Float32Array(1024)], limit: 5 } as const
  yield* measure(`search by a blank vector, a learner of ${total}`, 3, index.nearest(hermit, blank))
})

const directory = await mkdtemp(join(tmpdir(), "loopi-bench-"))
const using = <E>(run: Effect.Effect<void, E, EmbeddingIndex>) =>
  Effect.runPromise(Effect.provide(run, LanceEmbeddingIndex.layer({ directory })))

await Effect.runPromise(
  measure(
    "making the table",
    1,
    Effect.promise(() => using(Effect.void))
  )
)
await using(writes)
await Effect.runPromise(
  measure(
    "opening the table",
    10,
    Effect.promise(() => using(Effect.void))
  )
)
await using(searches)
await using(oneOwnsThemAll)
await rm(directory, { recursive: true })
