/**
 * Postgres with the archive behind it: every store, and the parts of the history in reach.
 */
import { mkdtemp, rm } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { type ReviewArchive, type ReviewDrain, type ReviewJournal, TieredReviewLog } from "@loopi/core"
import { type LanceDbUnusable, LanceReviewArchive } from "@loopi/lancedb"
import { JournalKeeps, PgReviewDrain, PgReviewJournal, Postgres } from "@loopi/postgres"
import { TestPostgres } from "../../../postgres/src/testing/index.ts"
import { afterAll } from "@effect/vitest"
import { Duration, Effect, Layer, ManagedRuntime } from "effect"
import type { SqlClient } from "effect/sql"

export const temporaryDirectory = Effect.acquireRelease(
  Effect.promise(() => mkdtemp(join(tmpdir(), "loopi-archive-"))),
  (directory) => Effect.promise(() => rm(directory, { recursive: true, force: true }))
)

export type Parts = ReviewJournal | ReviewDrain | ReviewArchive

/** The parts of a history over a client, with the archive in a directory. */
export const partsIn = (
  options: LanceReviewArchive.ReviewArchiveOptions
): Layer.Layer<Parts, LanceDbUnusable, SqlClient.SqlClient> =>
  Layer.mergeAll(PgReviewJournal.layer, PgReviewDrain.layer, LanceReviewArchive.layer(options)).pipe(
    // What is archived is dropped as soon as may be.
    Layer.provide(Layer.succeed(JournalKeeps, Duration.zero))
  )

/** Every store over a client; their history has two tiers. */
export const storesIn = (options: LanceReviewArchive.ReviewArchiveOptions) =>
  TieredReviewLog.layer.pipe(Layer.provideMerge(partsIn(options)), Layer.provideMerge(Postgres.layerStores))

/** Builds a layer once, for whoever asks, and releases it when the file is done. */
export const shared = <R, E>(layer: Layer.Layer<R, E>): Layer.Layer<R, E> => {
  const runtime = ManagedRuntime.make(layer)
  afterAll(() => runtime.dispose())
  return Layer.effectContext(runtime.contextEffect)
}

/** On PGlite, in memory. */
export const embedded = Layer.unwrap(
  Effect.map(temporaryDirectory, (directory) =>
    storesIn({ directory }).pipe(Layer.provideMerge(Postgres.layerEmbeddedClient()))
  )
)

/** On a server; fails where there is none. */
export const onServer = Layer.unwrap(
  Effect.gen(function* () {
    const { database, directory } = yield* TestPostgres.TestPostgres
    if (database === undefined) return yield* Effect.die(new Error("A server was asked for"))
    return storesIn({ directory: join(directory, "lancedb") }).pipe(
      Layer.provideMerge(Postgres.layerServer(database.url))
    )
  })
).pipe(Layer.provide(TestPostgres.layer({ sources: ["TEST_DATABASE_URL", "binaries"] })))
