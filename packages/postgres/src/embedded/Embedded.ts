/**
 * A Postgres that needs no server: PGlite in a worker thread, behind the same client as a real one.
 */
import { PgClient } from "@effect/sql-pg"
import { Lifeline } from "@loopi/core"
import { type Duration, Effect, type Layer, type Scope } from "effect"
import type { SqlClient } from "effect/sql"
import { SqlError } from "effect/sql"
import * as Client from "../client/Client.ts"
import * as DirectoryLock from "./DirectoryLock.ts"
import { Hub } from "./Hub.ts"
import type { Extension } from "./worker/messages.ts"

export interface EmbeddedOptions {
  /** Where the database is kept; created when missing. Without one it lives in memory and is gone at the end. */
  readonly directory?: string | undefined
  /** A file written by `dump`: a new database begins with what is in it, in a fifth of the time. */
  readonly seed?: string | undefined
  /** Extensions of PGlite to load besides pgcrypto, such as `{ module: "@electric-sql/pglite-pgvector", name: "vector" }`. */
  readonly extensions?: ReadonlyArray<Extension> | undefined
  readonly maxConnections?: number | undefined
  /** How long another machine's claim to the directory counts after its last sign of life. */
  readonly heartbeat?: Duration.Input | undefined
}

export type EmbeddedError = DirectoryLock.DirectoryLocked | DirectoryLock.DirectoryUnusable | SqlError.SqlError

/** Opens the database for as long as the scope lasts, and closes it properly. */
export const open: (options: EmbeddedOptions) => Effect.Effect<Hub, EmbeddedError, Scope.Scope> = Effect.fn(
  "Embedded.open"
)(function* (options: EmbeddedOptions) {
  if (options.directory === undefined) return yield* start(options)
  const lock = yield* DirectoryLock.acquire({
    directory: options.directory,
    what: "@loopi/postgres embedded",
    heartbeat: options.heartbeat
  })
  const hub = yield* start({ ...options, directory: lock.directory })
  lock.onLost(() => hub.abandon("its lock file is gone, or another program's: somebody else may be writing there"))
  return hub
})

/** Both clients over an embedded Postgres, with camel case on this side and snake case on the other. */
export const layer = (
  options: EmbeddedOptions = {}
): Layer.Layer<PgClient.PgClient | SqlClient.SqlClient, EmbeddedError> =>
  PgClient.layerFrom(
    Effect.flatMap(open(options), (hub) =>
      Client.make({
        stream: hub.connect,
        username: "postgres",
        database: "postgres",
        maxConnections: options.maxConnections ?? 4
      })
    )
  )

/** The keys of learners are kept encrypted by it. */
const pgcrypto: Extension = { module: "@electric-sql/pglite/contrib/pgcrypto", name: "pgcrypto" }

const start = Effect.fnUntraced(function* ({ directory, seed, extensions = [] }: EmbeddedOptions) {
  const hub = yield* Effect.acquireRelease(
    Effect.tryPromise({
      try: () => Hub.open({ directory, seed, extensions: [pgcrypto, ...extensions] }),
      catch: (cause) => unavailable(cause)
    }),
    (hub) => close(hub)
  )
  const { lost } = yield* Lifeline
  const context = yield* Effect.context()
  hub.onLost((reason) => void Effect.runForkWith(context)(lost(reason)))
  return hub
})

/** A long query holds a proper end up; then the thread is stopped, which costs a recovery at the next start. */
const close = (hub: Hub): Effect.Effect<void> =>
  Effect.tryPromise(() => hub.close()).pipe(
    Effect.timeout("10 seconds"),
    Effect.ignore,
    Effect.andThen(Effect.promise(() => hub.terminate()))
  )

const unavailable = (cause: unknown): SqlError.SqlError =>
  SqlError.SqlError.make({
    reason: SqlError.ConnectionError.make({
      cause,
      message: "The embedded Postgres did not start",
      operation: "connect"
    })
  })
