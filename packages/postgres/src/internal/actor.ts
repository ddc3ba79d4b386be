/**
 * What a transaction is set to before its first statement, and back to where it is somebody else's.
 */
import { Effect } from "effect"
import type { SqlClient, SqlError } from "effect/sql"

export interface Actor {
  readonly role: "loopi_learner" | "loopi_worker"
  /** Empty for a worker. */
  readonly userId: string
}

/**
 * One round trip. The time-outs, in milliseconds, belong here too: a pooler hands no settings of a session on, and no
 * query, lock or forgotten transaction may hold others up for long. Compiling a query costs more than any of ours takes.
 */
export const prologue = (sql: SqlClient.SqlClient, { role, userId }: Actor) => sql`
  SELECT set_config('role', ${role}, true), set_config('loopi.user_id', ${userId}, true),
    set_config('search_path', ${searchPath}, true), set_config('statement_timeout', '30000', true),
    set_config('lock_timeout', '5000', true), set_config('idle_in_transaction_session_timeout', '30000', true),
    set_config('jit', 'off', true)
`

/** Extensions may live in `public`. Last, what a session could make up for itself. */
const searchPath = "loopi, public, pg_temp"

/** In a transaction that we did not begin: leaves it with the role and the settings it had. */
export const restoring = <A, E, R>(
  sql: SqlClient.SqlClient,
  effect: Effect.Effect<A, E, R>
): Effect.Effect<A, E | SqlError.SqlError, R> =>
  Effect.gen(function* () {
    const names = settings.map((name) => sql`coalesce(current_setting(${name}, true), '')`)
    const [before] = yield* sql<{ readonly values: ReadonlyArray<string> }>`SELECT ARRAY[${sql.csv(names)}] AS values`
    const result = yield* effect
    const back = settings.map((name, i) => sql`set_config(${name}, ${before?.values[i] ?? ""}, true)`)
    yield* sql`SELECT ${sql.csv(back)}`
    return result
  })

const settings = [
  "role",
  "loopi.user_id",
  "search_path",
  "statement_timeout",
  "lock_timeout",
  "idle_in_transaction_session_timeout",
  "jit"
]
