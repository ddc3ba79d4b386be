/**
 * What a large import costs: how long its writes and the searches beside it take, when the table is as quick as ever
 * again, and how quick that is, for learners of 500 vectors and one of 5,000.
 *
 * Run: npx node --conditions=@loopi/source packages/lancedb/bench/importing.ts [vectors, 500000] [scattered]
 */
import { mkdtemp, rm } from "node:fs/promises"
import { cpus, loadavg, tmpdir } from "node:os"
import { join } from "node:path"
import { connect } from "@lancedb/lancedb"
import { type Embedding, EmbeddingIndex, Lexical, SpaceId, UserId } from "@loopi/core"
import { LanceEmbeddingIndex } from "@loopi/lancedb"
import { Array, Console, Effect, Random } from "effect"

const total = Number(process.argv[2] ?? 500_000)
/** The rows of a learner lie where they were written: together as an import leaves them, or all over the table. */
const isScattered = process.argv[3] === "scattered"
const each = 500
const learners = total / each
const space = SpaceId.make("bench-1")
const kind = "flashcard"

const learnerOf = (n: number) => UserId.make(`00000000-0000-4000-8000-${`${n}`.padStart(12, "0")}`)
const hermit = learnerOf(999_999)

const words = [
  "tide",
  "keel",
  "fjord",
  "sonnet",
  "muscle",
  "comet",
  "treaty",
  "verb",
  "enzyme",
  "bridge",
  "iron",
  "orbit"
]
const texts = Array.makeBy(20_000, (n) => `What does ${words[n % 12]} do to ${words[n % 11]} (${Math.floor(n / 132)})?`)
const vectors = texts.map(Lexical.lexicalVector)
const vectorOf = (n: number) => vectors[n % vectors.length] ?? new Float32Array(1024)

const card = (n: number, userId: UserId): Embedding => {
  const contentHash = "0".repeat(64)
  return { userId, kind, id: `${n}`, space, contentHash, vector: vectorOf(n * 31) }
}
const cardAt = (n: number) => card(n, learnerOf(isScattered ? n % learners : Math.floor(n / each)))

/** Milliseconds of each run, and those the processor was busy. */
const measure = Effect.fnUntraced(function* <E, R>(what: string, times: number, run: Effect.Effect<unknown, E, R>) {
  const [took, busy]: [Array<number>, Array<number>] = [[], []]
  for (const _ of Array.range(1, times)) {
    const [begun, before] = [performance.now(), process.cpuUsage()]
    yield* run
    const { system, user } = process.cpuUsage(before)
    took.push(performance.now() - begun)
    busy.push((system + user) / 1_000)
  }
  const at = (some: ReadonlyArray<number>) =>
    [0, 0.5, 0.95, 1].map((share) => some.toSorted((a, b) => a - b)[Math.floor(share * (times - 1))]?.toFixed(1))
  const [load, cores] = [loadavg()[0]?.toFixed(1), cpus().length]
  const line = `best, p50, p95, worst ${at(took).join(" / ")} ms; CPU ${at(busy).join(" / ")} ms; load ${load} on ${cores}`
  yield* Console.log(`${what.padEnd(36)} ${line}`)
})

const search = (learner: Effect.Effect<UserId>) =>
  Effect.gen(function* () {
    const [index, userId, from] = [yield* EmbeddingIndex, yield* learner, yield* Random.nextIntBetween(0, 1_000_000)]
    const asked = Array.makeBy(20, (n) => vectorOf(from + n * 7_919))
    return yield* index.nearest(userId, { kind, space, vectors: asked, limit: 10, atLeast: 0.65 })
  })

const someone = Effect.map(Random.nextIntBetween(0, learners - 1), learnerOf)

const filled = Effect.gen(function* () {
  const index = yield* EmbeddingIndex
  const begun = performance.now()
  let next = 0
  const put = Effect.suspend(() => index.put(Array.makeBy(each, () => cardAt(next++))))
  for (const tenth of Array.range(1, 10)) {
    yield* measure(`put ${each}, up to ${(total / 10) * tenth}`, learners / 10, put)
    yield* measure("  search by 20 meanwhile", 20, search(someone))
  }
  yield* index.put(Array.makeBy(5_000, (n) => card(n, hermit)))
  yield* Console.log(`filled in ${((performance.now() - begun) / 1000).toFixed(0)} s`)
})

/** Until a while has passed in which a server would have done what is to do. */
const settling = Effect.fnUntraced(function* (directory: string) {
  const table = yield* Effect.promise(() => connect(directory).then((connection) => connection.openTable("embeddings")))
  for (const seconds of [0, 15, 45, 120]) {
    yield* Effect.sleep(`${seconds} seconds`)
    yield* Effect.promise(() => table.checkoutLatest())
    const stats = yield* Effect.promise(() => table.stats())
    const index = yield* Effect.promise(() => table.indexStats("user_id_idx"))
    const state = `${stats.fragmentStats.numFragments} fragments, ${index?.numUnindexedRows} rows in no index`
    yield* Console.log(`${seconds} s later: ${state}`)
    yield* measure("search by 20, learners of 500", 200, search(someone))
    yield* measure("search by 20, a learner of 5,000", 40, search(Effect.succeed(hermit)))
  }
})

const directory = await mkdtemp(join(tmpdir(), "loopi-bench-"))
const index = LanceEmbeddingIndex.layer({ directory })
await Effect.runPromise(Effect.andThen(filled, settling(directory)).pipe(Effect.provide(index)))
await rm(directory, { recursive: true })
