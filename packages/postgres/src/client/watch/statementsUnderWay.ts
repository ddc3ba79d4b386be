/**
 * The statements that wait for an answer, and since when.
 */
import type { PgConnection } from "@effect/sql-pg"
import { type Clock, Effect } from "effect"
import type { SqlError } from "effect/sql"

export interface Waiting {
  readonly connection: PgConnection.PgConnection
  readonly since: number
  /** Whether the server was not at work on it the last time. */
  isIdle: boolean
}

export const statementsUnderWay = (clock: Clock.Clock) => {
  const waiting = new Set<Waiting>()

  /** Counts as waiting for as long as it takes. */
  const after =
    (connection: PgConnection.PgConnection) =>
    <A>(query: Effect.Effect<A, SqlError.SqlError>): Effect.Effect<A, SqlError.SqlError> =>
      Effect.suspend(() => {
        const statement = { connection, since: clock.currentTimeMillisUnsafe(), isIdle: false }
        waiting.add(statement)
        return Effect.ensuring(
          query,
          Effect.sync(() => waiting.delete(statement))
        )
      })

  return {
    after,
    waits: (statement: Waiting): boolean => waiting.has(statement),
    /** Those without an answer for so many milliseconds. */
    overdue: (patience: number): ReadonlyArray<Waiting> => {
      const now = clock.currentTimeMillisUnsafe()
      return [...waiting].filter(({ since }) => now - since >= patience)
    }
  }
}

export type StatementsUnderWay = ReturnType<typeof statementsUnderWay>
