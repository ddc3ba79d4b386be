/**
 * The oldest server that keeps what row security promises here, for who runs on it and for who sets it up.
 */
import { Effect } from "effect"
import type { SqlClient } from "effect/sql"
import { PostgresUnusable } from "./PostgresUnusable.ts"

const oldest = 15

export const checkVersion = Effect.fnUntraced(function* (sql: SqlClient.SqlClient) {
  const [server] = yield* sql<{ readonly version: number }>`
    SELECT current_setting('server_version_num')::int / 10000 AS version
  `
  const version = server?.version ?? 0
  if (version < oldest) return yield* PostgresUnusable.make({ reason: "too_old", detail: `it is Postgres ${version}` })
})
