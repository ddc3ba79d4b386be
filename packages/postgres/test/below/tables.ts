/**
 * The tables there are, from the catalogue: whoever adds one is tested with it.
 */
import type { SqlClient } from "effect/sql"

/** Tables whose rows belong to a learner, and the column that says whom. */
export const ownedTables = (sql: SqlClient.SqlClient) => sql<{ readonly name: string; readonly owner: string }>`
  SELECT relname::text AS name, attname::text AS owner FROM pg_class JOIN pg_attribute ON attrelid = pg_class.oid
  WHERE ${ours(sql)} AND NOT relispartition AND attname = CASE relname WHEN 'users' THEN 'id' ELSE 'user_id' END
  ORDER BY relname
`

/** Tables of no learner's rows. */
export const workerTables = (sql: SqlClient.SqlClient) => sql<{ readonly name: string }>`
  SELECT relname::text AS name FROM pg_class
  WHERE ${ours(sql)} AND NOT relispartition AND relname <> 'users'
    AND NOT EXISTS (SELECT FROM pg_attribute WHERE attrelid = pg_class.oid AND attname = 'user_id')
`

export const partitions = (sql: SqlClient.SqlClient) => sql<{ readonly name: string }>`
  SELECT relname::text AS name FROM pg_class WHERE ${ours(sql)} AND relispartition
`

const ours = (sql: SqlClient.SqlClient) => sql`
  relnamespace = 'loopi'::regnamespace AND relkind IN ('r', 'p') AND relname NOT LIKE 'loopi%migrations'
`
