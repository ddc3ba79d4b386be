/**
 * Hears of new work on vectors by LISTEN, where the connection is a direct one.
 */
import { PgClient } from "@effect/sql-pg"
import { Effect, Option, Queue, Schedule, Stream } from "effect"
import type { SqlClient } from "effect/sql"

const channel = "loopi_vector_work"

/**
 * A pooler that hands connections on after each transaction accepts LISTEN and never delivers: so the listener first
 * waits to hear itself, and gives up where it does not. Embedded there is nobody else to hear from. Without nudges the
 * work is found by polling.
 */
export const nudgesOf = (sql: SqlClient.SqlClient, embedded: boolean): Effect.Effect<Stream.Stream<void>> =>
  Effect.map(Effect.serviceOption(PgClient.PgClient), (client) =>
    embedded || Option.isNone(client) ? Stream.never : listening(sql, client.value)
  )

const listening = (sql: SqlClient.SqlClient, client: PgClient.PgClient): Stream.Stream<void> =>
  Stream.unwrap(
    Effect.gen(function* () {
      const heard = yield* client.listen(channel)
      yield* sql`SELECT pg_notify(${channel}, 'anybody there?')`
      yield* Effect.timeout(Queue.take(heard), "5 seconds")
      return Stream.map(Stream.fromQueue(heard), () => undefined)
    })
  ).pipe(
    Stream.tapError((error) => Effect.logDebug("Work on vectors is found by polling", error)),
    Stream.catchTag("TimeoutError", () => Stream.never),
    // The session was lost, as when the server is started again.
    Stream.retry(Schedule.spaced("30 seconds")),
    Stream.catch(() => Stream.never)
  )
