/**
 * Every row of every table, by whoever may see all of them.
 */
import { TestPostgres } from "@loopi/postgres/testing"
import { Server } from "@loopi/postgres"
import { assert } from "@effect/vitest"
import { Effect } from "effect"
import { SqlClient } from "effect/sql"
import type { Kept } from "../../../http/test/table/kept.ts"

/** A line for each table: how many rows name one of these, and a digest of what they say. */
const rows = (named: ReadonlyArray<string>) =>
  TestPostgres.TestPostgres.use(({ database }) =>
    database === undefined
      ? Effect.die(new Error("There is no Postgres server here"))
      : Effect.provide(digests(named), Server.layer(database.ownerUrl, { maxConnections: 1 }), { local: true })
  ).pipe(Effect.orDie)

const digests = Effect.fnUntraced(function* (named: ReadonlyArray<string>) {
  const sql = yield* SqlClient.SqlClient
  const tables = yield* sql<{ readonly name: string }>`
    SELECT relname AS name FROM pg_class
    WHERE relnamespace = 'loopi'::regnamespace AND relkind IN ('r', 'p') AND NOT relispartition ORDER BY relname
  `
  const lines = yield* Effect.forEach(tables, ({ name }) =>
    Effect.map(
      sql<{ readonly rows: number; readonly digest: string | null }>`
        WITH told AS (SELECT (to_jsonb(it) - 'last_used_at')::text AS row FROM ${sql(`loopi.${name}`)} AS it)
        SELECT count(*)::int AS rows, md5(string_agg(row, ',' ORDER BY row)) AS digest FROM told
        WHERE row LIKE ANY(${named.map((id) => `%${id}%`)}::text[])
      `,
      ([found]) => ({ name, rows: found?.rows ?? 0, digest: found?.digest ?? "" })
    )
  )
  // Who may not see rows would find that none of them changed.
  assert.isAbove(lines.filter(({ rows }) => rows > 0).length, 10)
  return lines.map(({ digest, name, rows }) => `${name} ${rows} ${digest}`).join("\n")
})

export const inTables: Kept<TestPostgres.TestPostgres> = {
  of: (people) => rows(people.flatMap(({ ids, userId }) => [userId, ...Object.values(ids)])),
  all: () => rows([""])
}
