/**
 * A migrated Postgres for the tests of a host app: whatever the machine has, from a server you name down to PGlite.
 */
import { mkdtemp, rm } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import type { Stores } from "@loopi/core"
import { Config, Context, Effect, Layer, ManagedRuntime, Redacted } from "effect"
import type * as Embedded from "../embedded/Embedded.ts"
import { isForbidden, wordsOf } from "../owner/forbidden.ts"
import type { OwnerError } from "../owner/Owner.ts"
import * as Postgres from "../Postgres.ts"
import { newDatabase, type TestDatabase } from "./newDatabase.ts"
import { open, type Source, SourceMissing } from "./sources.ts"

export interface TestPostgresOptions {
  /** What is tried, in this order: all unless given. */
  readonly sources?: ReadonlyArray<Source> | undefined
  /** The container's image: `LOOPI_TEST_IMAGE` unless given, else one with pgvector. */
  readonly image?: string | undefined
}

export class TestPostgres extends Context.Service<
  TestPostgres,
  {
    readonly source: Source
    /** Which Postgres this is, and why it is none of those before it. */
    readonly description: string
    /** For what is kept in files. On PGlite the database itself is in there, in `postgres`. */
    readonly directory: string
    /** Nothing on PGlite, which has no address. */
    readonly database: TestDatabase | undefined
  }
>()("@loopi/postgres/testing/TestPostgres") {}

export type TestPostgresError = SourceMissing | OwnerError | Embedded.EmbeddedError | Postgres.MigrationError

/** A database of its own, migrated, until the scope ends. It is said in the log which Postgres it is on. */
export const layer = (options: TestPostgresOptions = {}): Layer.Layer<TestPostgres, TestPostgresError> =>
  Layer.effect(
    TestPostgres,
    Effect.gen(function* () {
      const { adminUrl, description, source } = yield* firstOf(options)
      const directory = yield* temporaryDirectory
      const database = adminUrl === undefined ? yield* embedded(directory) : yield* newDatabaseOf(source, adminUrl)
      yield* Effect.logInfo(`Tests run on ${description}.`)
      return { source, description, directory, database }
    })
  )

/** Every store on it, as Loopi uses them. */
export const layerStores = (
  options?: TestPostgresOptions
): Layer.Layer<Stores | TestPostgres, TestPostgresError | Postgres.OpenError> =>
  Layer.unwrap(
    TestPostgres.use(({ database, directory }) =>
      Effect.succeed<Layer.Layer<Stores, TestPostgresError | Postgres.OpenError>>(
        database === undefined
          ? Postgres.layerEmbedded({ directory: embeddedIn(directory) })
          : Postgres.layerUrl(database.url)
      )
    )
  ).pipe(Layer.provideMerge(layer(options)))

/** The same for tests without Effect. */
export interface StartedPostgres extends Omit<TestPostgres["Service"], "database"> {
  /** What to set DATABASE_URL to; nothing on PGlite. */
  readonly url: string | undefined
  readonly ownerUrl: string | undefined
  readonly pgvector: boolean
  readonly close: () => Promise<void>
}

export const start = (options?: TestPostgresOptions): Promise<StartedPostgres> => {
  const runtime = ManagedRuntime.make(layer(options))
  const started = TestPostgres.use(({ database, ...found }) =>
    Effect.succeed({
      ...found,
      url: database && Redacted.value(database.url),
      ownerUrl: database && Redacted.value(database.ownerUrl),
      pgvector: database?.pgvector ?? false,
      close: () => runtime.dispose()
    })
  )
  // Nobody is left to close what did not start.
  return runtime.runPromise(started).catch((error) => runtime.dispose().then(() => Promise.reject(error)))
}

const everySource: ReadonlyArray<Source> = ["TEST_DATABASE_URL", "container", "binaries", "pglite"]

const firstOf = Effect.fnUntraced(function* ({ image, sources = everySource }: TestPostgresOptions) {
  const configured = Config.String("LOOPI_TEST_IMAGE").pipe(Config.withDefault("pgvector/pgvector:pg17"))
  const chosen = image ?? (yield* Effect.orDie(configured))
  const passedOver: Array<SourceMissing> = []
  for (const source of sources) {
    const opened = yield* Effect.result(open(source, chosen))
    if (opened._tag === "Success") {
      const { description } = opened.success
      return { ...opened.success, description: [description, ...passedOver.map(({ message }) => message)].join("; ") }
    }
    passedOver.push(opened.failure)
  }
  return yield* passedOver.at(-1) ?? SourceMissing.make({ source: "pglite", why: "no source was asked for" })
})

/** Whoever is named has to be one who may: another source instead would hide that this one is of no use. */
const newDatabaseOf = (source: Source, adminUrl: string) =>
  Effect.catchIf(newDatabase(adminUrl), isForbidden, (error) =>
    SourceMissing.make({ source, why: `${wordsOf(error)}. ${mayItAll}` })
  )

const mayItAll =
  "Name a login that may make databases and roles: `ALTER ROLE <login> CREATEDB CREATEROLE`, or a superuser"

const temporaryDirectory = Effect.acquireRelease(
  Effect.promise(() => mkdtemp(join(tmpdir(), "loopi-test-"))),
  (directory) => Effect.promise(() => rm(directory, { recursive: true, force: true }))
)

/** Migrated, and closed again for whoever opens it. */
const embedded = (directory: string) =>
  Effect.scoped(Layer.build(Postgres.layerEmbedded({ directory: embeddedIn(directory) }))).pipe(Effect.as(undefined))

/** Where `loopi` looks for it in a directory of its own. */
const embeddedIn = (directory: string) => join(directory, "postgres")
