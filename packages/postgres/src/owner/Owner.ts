/**
 * What the owner of a database does before anybody is served: brings it up to date, and lets the runtime login in.
 */
import { Effect, type Redacted } from "effect"
import { type Migrator, SqlClient, type SqlError } from "effect/sql"
import { checkVersion } from "../checks/checkVersion.ts"
import { PostgresUnusable } from "../checks/PostgresUnusable.ts"
import { migrate } from "../Migrations.ts"
import * as Server from "../Server.ts"
import * as VectorMigrations from "../vectors/VectorMigrations.ts"
import { isForbidden, wordsOf } from "./forbidden.ts"
import { admit, type Admitted, type Password } from "./admit.ts"

export interface MigrateOptions {
  /** The login that will serve learners. It is made when missing, if `password` says what with. */
  readonly runtimeRole?: string | undefined
  readonly password?: Password | undefined
  /** Whether a login that is there gets the password too. A start of the program leaves it alone. */
  readonly changePassword?: boolean | undefined
  /** Whether vectors are kept in Postgres too, which takes pgvector. */
  readonly vectors?: boolean | undefined
}

/** The migrations that were run, and what was done about the runtime role. */
export interface Migrated extends Admitted {
  readonly ran: ReadonlyArray<string>
}

export type OwnerError = Server.PostgresUnreachable | PostgresUnusable | Migrator.MigrationError | SqlError.SqlError

export const migrateUrl: (url: Redacted.Redacted, options?: MigrateOptions) => Effect.Effect<Migrated, OwnerError> =
  Effect.fn("Postgres.migrateUrl")(function* (url: Redacted.Redacted, options: MigrateOptions = {}) {
    const { changePassword = false, password, runtimeRole, vectors = false } = options
    const work = Effect.gen(function* () {
      const sql = yield* SqlClient.SqlClient
      yield* checkVersion(sql)
      const stores = yield* migrate
      // Loading the engine of flows takes a while: only an owner needs it here.
      const { migrate: migrateFlows } = yield* Effect.promise(() => import("../flows/FlowMigrations.ts"))
      const ofFlows = yield* migrateFlows
      const ofVectors = vectors ? yield* VectorMigrations.migrate : []
      const admitted = runtimeRole === undefined ? nobody : yield* admit(sql, runtimeRole, password, changePassword)
      const ran = [...stores.map(nameOf), ...namesOf("flows", ofFlows), ...namesOf("vectors", ofVectors)]
      return { ran, ...admitted }
    })
    return yield* work.pipe(
      Effect.catchTag("PgvectorMissing", ({ what }) =>
        PostgresUnusable.make({
          reason: "no_vector",
          detail: what === "version" ? "its pgvector is older than 0.7" : "pgvector could not be added to the database"
        })
      ),
      Effect.catchIf(isForbidden, (error) =>
        PostgresUnusable.make({ reason: "owner_may_not", detail: wordsOf(error) })
      ),
      Effect.provide(Server.layer(url, { maxConnections: 1 }), { local: true })
    )
  })

const nobody: Admitted = { madeRole: false, changedPassword: false }

const namesOf = (of: string, ran: ReadonlyArray<readonly [number, string]>) => ran.map((one) => `${of} ${nameOf(one)}`)

const nameOf = ([id, name]: readonly [number, string]): string => `${String(id).padStart(4, "0")}_${name}`
