/**
 * Exact search against HNSW over halfvec, for a learner of 500 vectors and one of 50,000 among 100,500.
 *
 * Run: npx node --conditions=@loopi/source packages/postgres/bench/vectors.ts postgres://... (a database to itself)
 */
import { EmbeddingIndex, SpaceId, type UserId, type Vector } from "@loopi/core"
import { PgEmbeddingIndex, Server, VectorMigrations } from "@loopi/postgres"
import { Array, Console, Effect, Layer, Redacted } from "effect"
import { SqlClient } from "effect/sql"
import { fill, learners, queriesOf } from "./vectors/data.ts"

const space = SpaceId.make("bench-1")
const kind = "flashcard"
const repeats = 20

/** Milliseconds of the median and of the slowest twentieth, and what the runs gave. */
const measure = Effect.fnUntraced(function* <A, E, R>(what: string, runs: ReadonlyArray<Effect.Effect<A, E, R>>) {
  const took: Array<number> = []
  const results: Array<A> = []
  for (const run of runs) {
    const begun = performance.now()
    results.push(yield* run)
    took.push(performance.now() - begun)
  }
  const at = (share: number) => took.toSorted((a, b) => a - b)[Math.floor(share * (took.length - 1))]?.toFixed(1)
  yield* Console.log(`${what.padEnd(64)} p50 ${at(0.5)} ms, p95 ${at(0.95)} ms`)
  return results
})

const exact = Effect.fnUntraced(function* (name: string, userId: UserId, vectors: ReadonlyArray<Vector>) {
  const index = yield* EmbeddingIndex
  const nearest = (some: ReadonlyArray<Vector>) => index.nearest(userId, { kind, space, vectors: some, limit: 5 })
  yield* nearest(vectors.slice(0, 1))
  yield* measure(
    `exact, 20 vectors, ${name}`,
    Array.makeBy(3, () => nearest(vectors))
  )
  const found = yield* measure(
    `exact, 1 vector, ${name}`,
    vectors.map((vector) => nearest([vector]))
  )
  return found.map(([neighbours = []]) => neighbours.map(({ id }) => id))
})

const indexSize = SqlClient.SqlClient.use(
  (sql) => sql<{ readonly mb: number }>`SELECT pg_relation_size('loopi.bench_hnsw') / 1048576.0::float8 AS mb`
)

const build = Effect.fnUntraced(function* (name: string, where: string) {
  const sql = yield* SqlClient.SqlClient
  const begun = performance.now()
  yield* sql.withTransaction(
    Effect.gen(function* () {
      yield* sql`SET LOCAL statement_timeout = 0`
      yield* sql`SET LOCAL maintenance_work_mem = '1GB'`
      yield* sql`DROP INDEX IF EXISTS loopi.bench_hnsw`
      yield* sql.unsafe(
        `CREATE INDEX bench_hnsw ON loopi.embeddings USING hnsw ((vector::halfvec(1024)) halfvec_cosine_ops) ${where}`
      )
    })
  )
  const [size] = yield* indexSize
  const seconds = ((performance.now() - begun) / 1000).toFixed(0)
  yield* Console.log(`HNSW over halfvec, ${name}: built in ${seconds} s, ${size?.mb.toFixed(0)} MB`)
})

/** The learner's filter applies to what the index gives: it goes on until five are left, or it has seen enough. */
const approximate = Effect.fnUntraced(function* (userId: UserId, vector: Vector, ef: number, most: number) {
  const sql = yield* SqlClient.SqlClient
  const settings = {
    "hnsw.iterative_scan": "strict_order",
    "hnsw.ef_search": `${ef}`,
    "hnsw.max_scan_tuples": `${most}`,
    jit: "off",
    // Else the planner sorts the learner's rows, as it should.
    enable_sort: "off",
    enable_seqscan: "off"
  }
  const query = sql<{ readonly id: string }>`
    SELECT id FROM loopi.embeddings
    WHERE user_id = ${sql.literal(`'${userId}'`)} AND kind = ${kind} AND space = ${space}
    ORDER BY vector::halfvec(1024) <=> ${`[${vector.join()}]`}::halfvec(1024) LIMIT 5
  `
  const set = Object.entries(settings).map(([name, value]) => sql`set_config(${name}, ${value}, true)`)
  const rows = yield* sql.withTransaction(Effect.andThen(sql`SELECT ${sql.csv(set)}`, query))
  return rows.map(({ id }) => id)
})

const recallOf = (found: ReadonlyArray<ReadonlyArray<string>>, wanted: ReadonlyArray<ReadonlyArray<string>>) =>
  found.reduce((sum, ids, i) => sum + ids.filter((id) => wanted[i]?.includes(id)).length, 0) / (5 * wanted.length)

const compare = Effect.fnUntraced(function* (
  name: string,
  userId: UserId,
  vectors: ReadonlyArray<Vector>,
  wanted: ReadonlyArray<ReadonlyArray<string>>
) {
  for (const [ef, most] of [
    [40, 20_000],
    [200, 20_000],
    [200, 200_000]
  ] as const) {
    const runs = vectors.map((vector) => approximate(userId, vector, ef, most))
    const found = yield* measure(`HNSW, ef_search ${ef}, max_scan_tuples ${most}, ${name}`, runs)
    yield* Console.log(`  recall at 5: ${recallOf(found, wanted).toFixed(3)}`)
  }
})

const program = Effect.gen(function* () {
  yield* fill(space, kind)
  const { few, many } = learners
  const asked = { few: yield* queriesOf(few, repeats), many: yield* queriesOf(many, repeats) }
  const wanted = { few: yield* exact("of 500", few, asked.few), many: yield* exact("of 50,000", many, asked.many) }
  yield* build("all learners", "")
  yield* compare("of 500", few, asked.few, wanted.few)
  yield* compare("of 50,000", many, asked.many, wanted.many)
  yield* build("one learner of 50,000 alone", `WHERE user_id = '${many}'`)
  yield* compare("of 50,000, an index to itself", many, asked.many, wanted.many)
})

const url = Redacted.make(process.argv[2] ?? "")
const layer = PgEmbeddingIndex.layer.pipe(
  Layer.provideMerge(Layer.effectDiscard(VectorMigrations.migrate)),
  Layer.provideMerge(Server.layer(url, { maxConnections: 1 }))
)
await Effect.runPromise(Effect.provide(program, layer))
