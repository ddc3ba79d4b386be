/**
 * Gives a connection up that nobody hears from any more.
 */
import type { PgConnection } from "@effect/sql-pg"
import { SqlError } from "effect/sql"

/** Counts as an outage wherever failures of the database are sorted. */
export const lost = (message: string): SqlError.SqlError =>
  SqlError.SqlError.make({
    reason: SqlError.ConnectionError.make({ cause: new Error(message), message, operation: "connect" })
  })

/**
 * Ends a connection at once: its statements fail, and its pool makes another. The driver has no word for that in its
 * interface, as cancelling waits for an answer; what it does itself when a socket breaks is there all the same, and
 * where it is not any more, the time-outs of the server are waited for.
 */
export const end = (connection: PgConnection.PgConnection): void => {
  if ("fatal" in connection && typeof connection.fatal === "function") {
    connection.fatal(lost("Postgres has not answered for a while"))
  }
}
