/**
 * How quickly reviews move from Postgres into the archive.
 *
 * Run: npx node --conditions=@loopi/source packages/loopi/bench/drain.ts [reviews, 20000 unless given]
 */
import { mkdtemp, rm } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { Archiving, ReviewLog } from "@loopi/core"
import { fixtures, histories } from "@loopi/core/testing"
import { LanceReviewArchive } from "@loopi/lancedb"
import { PgReviewDrain, Postgres } from "@loopi/postgres"
import { Array, Console, Effect, Layer } from "effect"
import { TestPostgres } from "../../postgres/src/testing/index.ts"

const total = Number(process.argv[2] ?? 20_000)

const seconds = <A, E, R>(run: Effect.Effect<A, E, R>) =>
  Effect.suspend(() => {
    const begun = performance.now()
    return Effect.as(
      run,
      Effect.sync(() => (performance.now() - begun) / 1_000)
    )
  }).pipe(Effect.flatten)

const bench = Effect.gen(function* () {
  const log = yield* ReviewLog
  const { begin, drain } = yield* Archiving
  yield* begin
  for (const learner of yield* Effect.all(Array.makeBy(10, () => fixtures.newLearner))) {
    yield* log.append(
      yield* histories.learnerHistory(
        learner,
        Array.makeBy(total / 100, () => 10)
      )
    )
  }
  const took = yield* seconds(drain)
  yield* Console.log(`${total} reviews moved in batches of 5,000: ${(total / took).toFixed(0)} a second`)
})

const directory = await mkdtemp(join(tmpdir(), "loopi-bench-"))

const embedded = Postgres.layerEmbeddedClient({ directory: join(directory, "postgres") })
const server = Layer.unwrap(
  TestPostgres.TestPostgres.use(({ database }) =>
    database === undefined
      ? Effect.die(new Error("There is no server to measure"))
      : Effect.succeed(Postgres.layerServer(database.url))
  )
).pipe(Layer.provide(TestPostgres.layer({ sources: ["TEST_DATABASE_URL", "binaries"] })))

for (const client of ["PGlite", "a server"] as const) {
  const archive = LanceReviewArchive.layer({ directory: join(directory, client) })
  const stores = Archiving.layer.pipe(
    Layer.provide(Layer.merge(PgReviewDrain.layer, archive)),
    Layer.provideMerge(Postgres.layerStores),
    Layer.provide(Layer.orDie(client === "PGlite" ? embedded : server))
  )
  await Effect.runPromise(Effect.andThen(Console.log(client), Effect.scoped(Effect.provide(bench, stores))))
}
await rm(directory, { recursive: true })
