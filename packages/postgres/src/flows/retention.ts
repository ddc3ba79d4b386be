/**
 * What is left of flows that have ended goes, and so do machines that were never heard of again: nothing grows for ever.
 */
import { DateTime, Duration, Effect, Schedule } from "effect"
import { MachineId, Snowflake } from "effect/cluster"
import { SqlClient, type SqlError } from "effect/sql"
import { RunFlow } from "./engine.ts"

/** Long enough for whoever still launches what has just ended. */
const kept = Duration.minutes(10)

/** Nobody waits for an answer for so long: what is still meant to be carried out is launched again. */
const forgotten = Duration.days(30)

const every = Duration.minutes(5)

/** For as long as it is not interrupted. An outage is over by the next time. */
export const run: Effect.Effect<never, never, SqlClient.SqlClient> = forget(kept).pipe(
  Effect.tapCause((cause) => Effect.logDebug("What is left of ended runs stays for now", cause)),
  Effect.exit,
  Effect.repeat(Schedule.spaced(every)),
  Effect.andThen(Effect.never)
)

/** Gives the number of messages that went. */
export function forget(age: Duration.Duration): Effect.Effect<number, SqlError.SqlError, SqlClient.SqlClient> {
  return Effect.gen(function* () {
    const sql = yield* SqlClient.SqlClient
    const now = yield* DateTime.now
    yield* sql`DELETE FROM cluster_runners WHERE last_heartbeat < now() - interval '1 day'`
    yield* sql`DELETE FROM cluster_locks WHERE acquired_at < now() - interval '1 day'`
    const [gone] = yield* ended(sql, idAt(now, age), idAt(now, forgotten))
    yield* stragglers(sql, idAt(now, age))
    return gone?.messages ?? 0
  })
}

/** Ids begin with the time they were made at. */
const idAt = (now: DateTime.Utc, age: Duration.Duration): string =>
  String(
    Snowflake.make({
      machineId: MachineId.make(0),
      sequence: 0,
      timestamp: DateTime.subtractDuration(now, age).epochMilliseconds
    })
  )

/** What came in for a run while it was being forgotten belongs to nothing any more. */
const stragglers = (sql: SqlClient.SqlClient, before: string) => sql`
  WITH messages AS (
    DELETE FROM cluster_messages m
    WHERE m.entity_type = ${`Workflow/${RunFlow._tag}`} AND m.tag <> 'run' AND m.id < ${before}::bigint
      AND NOT EXISTS (
        SELECT FROM cluster_messages run
        WHERE run.entity_type = m.entity_type AND run.entity_id = m.entity_id AND run.tag = 'run'
      )
  )
  DELETE FROM cluster_replies r
  WHERE r.id < ${before}::bigint AND NOT EXISTS (SELECT FROM cluster_messages m WHERE m.request_id = r.request_id)
`

/** A run that is suspended has an answer too, and waits for something. */
const ended = (sql: SqlClient.SqlClient, before: string, longBefore: string) => sql<{ readonly messages: number }>`
  WITH flows AS (
    SELECT m.entity_id FROM cluster_messages m LEFT JOIN cluster_replies r ON r.request_id = m.id AND r.kind = 0
    WHERE m.entity_type = ${`Workflow/${RunFlow._tag}`} AND m.tag = 'run'
      AND (r.id < ${before}::bigint AND r.payload NOT LIKE '%"_tag":"Suspended"%' OR m.id < ${longBefore}::bigint)
  ), messages AS (
    DELETE FROM cluster_messages WHERE entity_id IN (SELECT entity_id FROM flows) RETURNING request_id
  ), replies AS (
    DELETE FROM cluster_replies WHERE request_id IN (SELECT request_id FROM messages)
  )
  SELECT count(*)::int AS messages FROM messages
`
