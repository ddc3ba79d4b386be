/**
 * Tells how something was read: by which indexes, and of which tables from end to end.
 */
import { Effect } from "effect"
import { SqlClient } from "effect/sql"

/** The indexes that were read meanwhile, those of partitions under the name of the whole, and the tables that were read from end to end. */
export const readBy = <A, E, R>(asked: Effect.Effect<A, E, R>) =>
  Effect.gen(function* () {
    const sql = yield* SqlClient.SqlClient
    const scans = sql<{ readonly name: string; readonly scans: bigint }>`
      SELECT coalesce(whole.relname, part.relname) AS name,
        sum(pg_stat_get_xact_numscans(part.oid))::int8 AS scans
      FROM pg_class AS part
      LEFT JOIN (pg_inherits JOIN pg_class AS whole ON inhparent = whole.oid) ON inhrelid = part.oid
      WHERE part.relnamespace = 'loopi'::regnamespace AND part.relkind IN ('i', 'r') GROUP BY 1 ORDER BY 1
    `
    const reading = Effect.gen(function* () {
      // What the session read before may still be counted.
      const before = new Map((yield* scans).map(({ name, scans }) => [name, scans]))
      yield* asked
      return (yield* scans).filter(({ name, scans }) => scans !== before.get(name)).map(({ name }) => name)
    })
    return yield* sql.withTransaction(reading)
  })
