/**
 * What a million reviews cost in disk, by composition: with all of them in the journal as well, and once they are
 * dropped from it and the archive is compacted. Their cards and schedules are in it; vectors, 4 KiB each, are not.
 *
 * Run: npx node --conditions=@loopi/source packages/cli/bench/disk.ts [reviews, 200000 unless given]
 */
// @effect-diagnostics asyncFunction:off
import { mkdtemp, readdir, rm, stat } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import * as NodeServices from "@effect/platform-node/NodeServices"
import { Archiving, Backup } from "@loopi/core"
import { MemoryStores } from "@loopi/core/memory"
import { LanceReviewArchive, LanceStudy } from "@loopi/lancedb"
import { type Embedded, JournalKeeps, PgReviewDrain, Postgres, Server } from "@loopi/postgres"
import { Console, Duration, Effect, Layer, Redacted } from "effect"
import { SqlClient } from "effect/sql"
import { layer as testPostgres, TestPostgres } from "../../postgres/src/testing/TestPostgres.ts"
import { writeBackup } from "../src/backupFile/writeBackup.ts"
import { newLibrary } from "./library.ts"
import { loopi } from "./program.ts"

const reviews = Number(process.argv[2] ?? 200_000)

type Database = NonNullable<TestPostgres["Service"]["database"]>

interface Place {
  readonly name: string
  readonly env: Readonly<Record<string, string>>
  /** `undefined` where it is in the directory. */
  readonly database?: Database
}

/** Bytes of the files, without Postgres's log of writes, whose size does not depend on how much is kept. */
const filesIn = (directory: string) =>
  Effect.promise(async () => {
    const entries = await readdir(directory, { recursive: true, withFileTypes: true }).catch(() => [])
    const files = entries.filter((entry) => entry.isFile() && !entry.parentPath.includes("pg_wal"))
    const sizes = await Promise.all(files.map(({ name, parentPath }) => stat(join(parentPath, name))))
    return sizes.reduce((sum, { size }) => sum + size, 0)
  })

const asOwner = <A, E>({ ownerUrl }: Database, work: Effect.Effect<A, E, SqlClient.SqlClient>) =>
  Effect.provide(work, Server.layer(ownerUrl, { maxConnections: 1 }), { local: true })

const sizeOf = Effect.fnUntraced(function* ({ database }: Place, directory: string) {
  const files = yield* filesIn(directory)
  if (database === undefined) return files
  const [row] = yield* asOwner(
    database,
    SqlClient.SqlClient.use((sql) => sql<{ size: number }>`SELECT pg_database_size(current_database())::float8 AS size`)
  )
  return files + (row?.size ?? 0)
})

/** Archives everything, drops it from the journal at once, and compacts, as days of `loopi serve` would. */
const settle = Effect.fnUntraced(function* ({ database, env }: Place, directory: string) {
  const lancedb = join(directory, "lancedb")
  const client: Layer.Layer<SqlClient.SqlClient, Embedded.EmbeddedError | Postgres.OpenError> =
    database === undefined
      ? Postgres.layerEmbeddedClient({ directory: join(directory, "postgres") })
      : Postgres.layerServer(database.url, {})
  const drain =
    env["LOOPI_STUDY"] === "lancedb"
      ? LanceStudy.layer({ directory: lancedb, keeps: 0, most: 0 }).pipe(Layer.provide(Postgres.layerLibrary))
      : PgReviewDrain.layer.pipe(Layer.provide(Layer.succeed(JournalKeeps, Duration.zero)))
  const layer = Archiving.layer.pipe(
    Layer.provideMerge(drain),
    Layer.provide(LanceReviewArchive.layer({ directory: lancedb, horizon: "1 second" })),
    Layer.provideMerge(client)
  )
  const tidy = Effect.gen(function* () {
    const archiving = yield* Archiving
    yield* archiving.drain
    if (env["LOOPI_STUDY"] === "lancedb") yield* Effect.sleep("1 second")
    // States are swept once they are as old as the horizon.
    for (const _ of [1, 2, 3]) {
      yield* archiving.compact(-1)
      yield* Effect.sleep("2 seconds")
    }
    const vacuum = SqlClient.SqlClient.use((sql) => sql`VACUUM`.unprepared)
    yield* database === undefined ? vacuum : asOwner(database, vacuum)
  })
  yield* Effect.provide(tidy, layer)
})

const measured = Effect.fnUntraced(function* (place: Place, directory: string, file: string) {
  const data = join(directory, place.name)
  yield* loopi(["doctor", "--data", data], place.env)
  const empty = yield* sizeOf(place, data)
  yield* loopi(["restore", file, "--data", data], place.env)
  const full = yield* sizeOf(place, data)
  if (place.name !== "postgres") yield* settle(place, data)
  const settled = yield* sizeOf(place, data)
  const perMillion = (size: number) => `${((((size - empty) / reviews) * 1e6) / 2 ** 20).toFixed(0)} MiB`
  yield* Console.log(
    `| ${place.name} | ${perMillion(full)} | ${perMillion(settled)} | ${(empty / 2 ** 20).toFixed(0)} MiB |`
  )
})

const on = (name: string, database: Database | undefined): ReadonlyArray<Place> =>
  database === undefined
    ? []
    : [{ name, database, env: { DATABASE_URL: Redacted.value(database.url), LOOPI_COMPOSITION: name } }]

const places = Effect.gen(function* () {
  const server = testPostgres({ sources: ["TEST_DATABASE_URL", "binaries"] })
  const one = (yield* TestPostgres.pipe(Effect.provideContext(yield* Layer.build(server)))).database
  const other = (yield* TestPostgres.pipe(Effect.provideContext(yield* Layer.build(Layer.fresh(server))))).database
  const embedded = { LOOPI_COMPOSITION: "embedded" }
  const places: ReadonlyArray<Place> = [
    { name: "embedded", env: embedded },
    ...on("hybrid", one),
    ...on("postgres", other),
    { name: "embedded-lancedb-study", env: { ...embedded, LOOPI_STUDY: "lancedb" } }
  ]
  return places
})

const bench = Effect.gen(function* () {
  const directory = yield* Effect.acquireRelease(
    Effect.promise(() => mkdtemp(join(tmpdir(), "loopi-disk-bench-"))),
    (directory) => Effect.promise(() => rm(directory, { recursive: true, force: true }))
  )
  const file = join(directory, "library.backup")
  yield* Effect.provide(
    Effect.gen(function* () {
      yield* newLibrary(reviews / 10, reviews)
      yield* writeBackup(file, (yield* Backup).lines("bench"))
    }),
    Backup.layer.pipe(Layer.provideMerge(MemoryStores.layer))
  )
  yield* Console.log("| composition | journal full | archived and dropped | empty |\n| --- | --- | --- | --- |")
  for (const place of yield* places) yield* measured(place, directory, file)
})

await Effect.runPromise(Effect.scoped(Effect.provide(bench, NodeServices.layer)))
