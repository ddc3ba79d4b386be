/**
 * What a check of 20 candidates for duplicates costs beside the embedding, for learners of 500 cards and one of 5,000.
 *
 * Run: npx node --conditions=@loopi/source packages/loopi/bench/duplicates.ts memory|embedded|hybrid|postgres [cards, 50000]
 */
// @effect-diagnostics processEnv:off
import { mkdtemp, rm } from "node:fs/promises"
import { cpus, loadavg, tmpdir } from "node:os"
import { join } from "node:path"
import {
  dimension,
  Duplicates,
  EmbeddingIndex,
  Embeddings,
  FlashcardId,
  FlashcardStore,
  Ids,
  Lexical,
  Similarity,
  thresholdsOf,
  ThresholdStore,
  type UserId
} from "@loopi/core"
import { Array, Console, Effect, Layer, Random } from "effect"
import { Composition, Plan } from "loopi"
import { TestPostgres } from "../../postgres/src/testing/index.ts"
import { embedder, fill, kind, questionOf, space, vectorOf } from "./duplicates/library.ts"
import * as Settle from "./duplicates/Settle.ts"

const [, , composition = "memory", cards = "50000"] = process.argv
const total = Number(cards)
const each = 500
const many = 5_000
const times = 200
/** For what takes seconds for all of them. */
const fewerTimes = 40

/** 20 candidates nobody has asked for yet: some repeat cards of the learner's, most are near some. */
const candidates = Effect.gen(function* () {
  const ids = yield* Ids
  const from = yield* Random.nextIntBetween(0, 1_000_000)
  return yield* Effect.forEach(Array.range(1, 20), (i) =>
    Effect.map(ids.next, (id) => ({
      id: FlashcardId.make(id),
      question: questionOf((from + i * 7_919) % 20_000),
      answer: `About ${i} of them in the harbour`
    }))
  )
})

/** How long `run` takes, without what it is given. */
const measure = Effect.fnUntraced(function* <I, A, E, R, E2, R2>(
  what: string,
  given: Effect.Effect<I, E, R>,
  run: (given: I) => Effect.Effect<A, E2, R2>,
  times: number
) {
  const took: Array<number> = []
  const cpu: Array<number> = []
  for (const n of Array.range(1, times + 20)) {
    const input = yield* given
    const [begun, busy] = [performance.now(), process.cpuUsage()]
    yield* run(input)
    // The first ones compile what the others run.
    if (n <= 20) continue
    took.push(performance.now() - begun)
    const { system, user } = process.cpuUsage(busy)
    cpu.push((system + user) / 1000)
  }
  const at = (some: ReadonlyArray<number>, share: number) =>
    some.toSorted((a, b) => a - b)[Math.floor(share * (times - 1))]?.toFixed(1)
  const [best, p50, p95] = [0, 0.5, 0.95].map((share) => at(took, share))
  // Of this process: what a Postgres server works is not counted, nor what others on the machine do.
  const own = [0, 0.5, 0.95].map((share) => at(cpu, share)).join(" / ")
  yield* Console.log(`${what.padEnd(52)} best ${best} ms, p50 ${p50} ms, p95 ${p95} ms; CPU ${own} ms`)
})

/** Always the same work, of one thread: how quick the machine is just now, as a shared one is not always. */
const reference = () =>
  Effect.sync(() => vectorsOfTwenty.map((vector) => vectorsOfTwenty.map((it) => Lexical.cosine(vector, it))))
const vectorsOfTwenty = Array.makeBy(20, (n) => new Float32Array(dimension).fill(n + 1))

const vectorsOf = (some: ReadonlyArray<{ readonly question: string }>) => some.map(({ question }) => vectorOf(question))

const compared = Effect.fnUntraced(function* (name: string, someone: Effect.Effect<UserId>, times: number) {
  const [duplicates, index, store] = [yield* Duplicates, yield* EmbeddingIndex, yield* FlashcardStore]
  const asked = Effect.all([someone, candidates])
  const atLeast = Similarity.leastTelling(thresholdsOf(space))
  yield* measure(
    `  neighbours in the index, ${name}`,
    asked,
    ([userId, some]) => index.nearest(userId, { kind, space, limit: 10, atLeast, vectors: vectorsOf(some) }),
    times
  )
  const thresholds = yield* ThresholdStore
  yield* measure(`  reading the thresholds, ${name}`, Effect.void, () => thresholds.find(space), times)
  const [userId] = yield* asked
  const found = yield* index.nearest(userId, {
    kind,
    space,
    limit: 10,
    atLeast,
    vectors: Array.makeBy(20, (n) => vectorOf(questionOf(n)))
  })
  const wanted = [...new Set(found.flat().map(({ id }) => FlashcardId.make(id)))]
  yield* measure(`  reading ${wanted.length} cards, ${name}`, Effect.void, () => store.sides(userId, wanted), times)
  yield* measure("  400 cosines, for comparison", Effect.void, reference, times)
  // Last, when the index has done with what was just put into it. Again, as in a server that has been up for a while.
  for (const again of ["", ", again"]) {
    yield* measure(`check 20, ${name}${again}`, asked, ([userId, some]) => duplicates.check(userId, some), times)
  }
})

const bench = Effect.gen(function* () {
  // All at once, so that no embedding is measured along.
  for (const n of Array.range(0, 20_000)) vectorOf(questionOf(n))
  const begun = performance.now()
  const learners = yield* fill(Array.makeBy((total - many) / each, () => each))
  const [hermit = yield* Effect.die("There is nobody")] = yield* fill([many])
  const seconds = ((performance.now() - begun) / 1000).toFixed(0)
  yield* Console.log(`${composition}: ${total} cards in ${seconds} s`)
  const settling = performance.now()
  yield* yield* Settle.Settle
  yield* Console.log(`settled in ${((performance.now() - settling) / 1000).toFixed(0)} s`)
  // Others at work on the machine make the rest of the numbers theirs.
  yield* Console.log(`load of the machine: ${loadavg()[0]?.toFixed(1)} on ${cpus().length} cores`)
  const someone = Effect.map(Random.nextIntBetween(0, learners.length - 1), (n) => learners[n] ?? hermit)
  yield* compared(`learners of ${each}`, someone, times)
  yield* compared(`a learner of ${many}`, Effect.succeed(hermit), fewerTimes)
})

const directory = await mkdtemp(join(tmpdir(), "loopi-bench-"))

const lance = Settle.lance(join(directory, "lancedb"))

const planned = Effect.gen(function* () {
  if (composition === "memory") return { plan: Plan.memory, settle: Effect.void }
  if (composition === "embedded") return { plan: Plan.embedded({ directory }), settle: lance }
  const built = yield* Layer.build(TestPostgres.layer({ sources: ["TEST_DATABASE_URL", "binaries"] }))
  const { database } = yield* Effect.provideContext(TestPostgres.TestPostgres, built)
  if (database === undefined) return yield* Effect.die("There is no Postgres server")
  const server = { directory, url: database.url }
  const vacuumed = Settle.postgres(database.ownerUrl)
  return composition === "postgres"
    ? { plan: Plan.postgres(server), settle: vacuumed }
    : { plan: Plan.hybrid(server), settle: Effect.andThen(lance, vacuumed) }
})

const layer = Duplicates.layer.pipe(
  Layer.provide(Embeddings.layer),
  Layer.provide(embedder),
  Layer.provideMerge(
    Layer.unwrap(
      Effect.map(planned, ({ plan, settle }) =>
        Layer.merge(Composition.layerAdapters(plan), Layer.succeed(Settle.Settle, settle))
      )
    )
  )
)

await Effect.runPromise(bench.pipe(Effect.provide(layer), Effect.scoped))
await rm(directory, { recursive: true })
