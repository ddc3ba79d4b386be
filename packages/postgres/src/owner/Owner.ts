/**
 * What the owner of a database does before anybody is served: brings it up to date, and lets the runtime login in.
 */
import { Effect, type Redacted } from "effect"
import { Migrator, SqlClient, SqlError } from "effect/sql"
import { checkVersion } from "../checks/checkVersion.ts"
import { PostgresUnusable } from "../checks/PostgresUnusable.ts"
import { sqlStateOf } from "../internal/sqlState.ts"
import { migrate } from "../Migrations.ts"
import * as Server from "../Server.ts"
import * as VectorMigrations from "../vectors/VectorMigrations.ts"
import { admit, type Password } from "./admit.ts"

export interface MigrateOptions {
  /** The login that will serve learners. It is made when missing, if `password` says what with. */
  readonly runtimeRole?: string | undefined
  readonly password?: Password | undefined
  /** Whether vectors are kept in Postgres too, which takes pgvector. */
  readonly vectors?: boolean | undefined
}

/** The migrations that were run, and whether the runtime role was made. */
export interface Migrated {
  readonly ran: ReadonlyArray<string>
  readonly madeRole: boolean
}

export type OwnerError = Server.PostgresUnreachable | PostgresUnusable | Migrator.MigrationError | SqlError.SqlError

export const migrateUrl: (url: Redacted.Redacted, options?: MigrateOptions) => Effect.Effect<Migrated, OwnerError> =
  Effect.fn("Postgres.migrateUrl")(function* (url: Redacted.Redacted, options: MigrateOptions = {}) {
    const { password, runtimeRole, vectors = false } = options
    const work = Effect.gen(function* () {
      const sql = yield* SqlClient.SqlClient
      yield* checkVersion(sql)
      const stores = yield* migrate
      const ofVectors = vectors ? yield* VectorMigrations.migrate : []
      const madeRole = runtimeRole === undefined ? false : yield* admit(sql, runtimeRole, password)
      return { ran: [...stores.map(nameOf), ...ofVectors.map((one) => `vectors ${nameOf(one)}`)], madeRole }
    })
    return yield* work.pipe(
      Effect.catchTag("PgvectorMissing", () =>
        PostgresUnusable.make({ reason: "no_vector", detail: "pgvector could not be added to the database" })
      ),
      Effect.catchIf(isForbidden, (error) =>
        PostgresUnusable.make({ reason: "owner_may_not", detail: wordsOf(error) })
      ),
      Effect.provide(Server.layer(url, { maxConnections: 1 }), { local: true })
    )
  })

const nameOf = ([id, name]: readonly [number, string]): string => `${String(id).padStart(4, "0")}_${name}`

type Forbidden = Migrator.MigrationError | SqlError.SqlError

/** The database says which right is missing; a migration wraps what it said. */
const isForbidden = (error: unknown): error is Forbidden => {
  const said = error instanceof Migrator.MigrationError ? error.cause : error
  return SqlError.isSqlError(said) && sqlStateOf(said.reason) === "42501"
}

const wordsOf = (error: Forbidden): string => {
  const said = error instanceof Migrator.MigrationError ? error.cause : error
  const cause = SqlError.isSqlError(said) ? said.reason.cause : undefined
  return cause instanceof Error ? cause.message : "the owner lacks a right"
}
