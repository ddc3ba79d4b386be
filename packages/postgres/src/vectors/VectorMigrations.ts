/**
 * Brings a database up to date for vectors. A record of its own, as only databases that keep vectors need the extension.
 */
import { Effect } from "effect"
import { Migrator, SqlClient, type SqlError } from "effect/sql"
import { migrate as migrateStores, takeTurn } from "../Migrations.ts"
import createEmbeddings from "./createEmbeddings.ts"
import { findPgvector, type PgvectorMissing } from "./pgvector.ts"

export const migrations = {
  "0001_create_embeddings": createEmbeddings
}

/** Runs the migrations that are missing, those of the stores first, and adds the extension if the login may. */
export const migrate: Effect.Effect<
  ReadonlyArray<readonly [id: number, name: string]>,
  Migrator.MigrationError | SqlError.SqlError | PgvectorMissing,
  SqlClient.SqlClient
> = Effect.gen(function* () {
  const sql = yield* SqlClient.SqlClient
  yield* migrateStores
  yield* addExtension(sql)
  const inTurn = Effect.gen(function* () {
    yield* sql`SELECT set_config('lock_timeout', '0', true), set_config('search_path', 'loopi, public', true)`
    yield* takeTurn(sql, "loopi.loopi_vector_migrations")
    return yield* Migrator.make({})({ loader: Migrator.fromRecord(migrations), table: "loopi_vector_migrations" })
  })
  return yield* sql.withTransaction(inTurn)
}).pipe(Effect.withSpan("VectorMigrations.migrate"))

/** Where somebody else added it, nothing is to be done; where nobody may, what is missing is named. */
const addExtension = (sql: SqlClient.SqlClient) =>
  findPgvector(sql).pipe(
    Effect.catchTag("PgvectorMissing", (missing) =>
      sql`CREATE EXTENSION IF NOT EXISTS vector SCHEMA public`.pipe(
        Effect.catchTag("SqlError", () => Effect.mapError(findPgvector(sql), () => missing))
      )
    )
  )
