/**
 * Hears what others say on a channel by LISTEN, where the connection is a direct one.
 */
import { PgClient } from "@effect/sql-pg"
import { Effect, Option, Queue, Schedule, Stream } from "effect"
import type { SqlClient } from "effect/sql"

/** Tells of new work on vectors. */
export const nudgesOf = (sql: SqlClient.SqlClient, embedded: boolean): Effect.Effect<Stream.Stream<void>> =>
  Effect.map(
    listeningTo(sql, "loopi_vector_work", embedded),
    Stream.map(() => undefined)
  )

/**
 * A pooler that hands connections on after each transaction accepts LISTEN and never delivers: so the listener first
 * waits to hear itself, and gives up where it does not. Embedded there is nobody else to hear from. Whoever hears
 * nothing finds out by polling.
 */
export const listeningTo = (
  sql: SqlClient.SqlClient,
  channel: string,
  embedded: boolean
): Effect.Effect<Stream.Stream<string>> =>
  Effect.map(Effect.serviceOption(PgClient.PgClient), (client) =>
    embedded || Option.isNone(client) ? Stream.never : listening(sql, channel, client.value)
  )

const listening = (sql: SqlClient.SqlClient, channel: string, client: PgClient.PgClient): Stream.Stream<string> =>
  Stream.unwrap(
    Effect.gen(function* () {
      const heard = yield* client.listen(channel)
      yield* sql`SELECT pg_notify(${channel}, 'anybody there?')`
      yield* Effect.timeout(Queue.take(heard), "5 seconds")
      return Stream.map(Stream.fromQueue(heard), ({ payload }) => payload)
    })
  ).pipe(
    Stream.tapError((error) => Effect.logDebug(`What is said on ${channel} is found out by polling`, error)),
    Stream.catchTag("TimeoutError", () => Stream.never),
    // The session was lost, as when the server is started again.
    Stream.retry(Schedule.spaced("30 seconds")),
    Stream.catch(() => Stream.never)
  )
