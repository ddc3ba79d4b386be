/**
 * A Postgres server that keeps nothing to itself: every statement with its parameters goes into its log.
 */
import { execFile } from "node:child_process"
import { readdirSync, readFileSync, statSync } from "node:fs"
import { join } from "node:path"
import { promisify } from "node:util"
import { Server } from "@loopi/postgres"
import { Effect, Redacted } from "effect"
import { SqlClient } from "effect/sql"
import { startServer } from "../../../postgres/src/testing/localServer.ts"
import { newDatabase } from "../../../postgres/src/testing/newDatabase.ts"

const settings = {
  shared_preload_libraries: "pg_stat_statements",
  "pg_stat_statements.track": "all",
  "pg_stat_statements.max": "20000",
  log_statement: "all",
  log_min_duration_statement: "0",
  log_parameter_max_length: "-1",
  log_parameter_max_length_on_error: "-1",
  log_error_verbosity: "verbose",
  log_min_error_statement: "debug5"
}

const run = promisify(execFile)

export const loudServer = Effect.fnUntraced(function* (binaries: string) {
  const log: Array<Buffer> = []
  const adminUrl = yield* startServer(binaries, { settings, onLog: (chunk) => void log.push(chunk) })
  const { ownerUrl, url } = yield* newDatabase(adminUrl)
  const sockets = new URL(adminUrl).searchParams.get("host") ?? ""
  const database = new URL(Redacted.value(ownerUrl)).pathname.slice(1)
  // In the same database as Loopi, as somebody who may do and see everything.
  const admin = Server.layer(ownerUrl, { maxConnections: 1 })
  const asked = <A, E>(ask: (sql: SqlClient.SqlClient) => Effect.Effect<A, E>) =>
    SqlClient.SqlClient.use(ask).pipe(Effect.provide(admin, { local: true }), Effect.orDie)
  yield* asked((sql) => sql`CREATE EXTENSION pg_stat_statements`)

  return {
    url,
    asked,
    log: () => Buffer.concat(log),
    /** Not `execFileSync`: while it waits nobody reads the log, and a server that cannot write it waits too. */
    dump: Effect.promise(() =>
      run(join(binaries, "pg_dump"), ["-h", sockets, "-U", "postgres", database], {
        encoding: "buffer",
        maxBuffer: 1e9
      })
    ).pipe(Effect.map(({ stdout }) => stdout)),
    statements: Effect.map(
      asked((sql) => sql`SELECT coalesce(string_agg(query, E'\n'), '') AS all FROM pg_stat_statements`),
      (rows) => Buffer.from(JSON.stringify(rows))
    ),
    /** Tables, indexes and the write-ahead log, as they are on the disk. */
    files: Effect.as(
      asked((sql) => sql`CHECKPOINT`),
      undefined
    ).pipe(Effect.map(() => filesIn(join(sockets, "data"))))
  }
})

export const filesIn = (directory: string): Buffer =>
  Buffer.concat(
    readdirSync(directory, { recursive: true, encoding: "utf8" })
      .map((name) => join(directory, name))
      .filter((path) => statSync(path).isFile())
      .map((path) => readFileSync(path))
  )
