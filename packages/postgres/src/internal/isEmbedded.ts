/**
 * Whether the database is the embedded one, which has one session and one program: it says so in its version.
 */
import { Effect } from "effect"
import type { SqlClient } from "effect/sql"

export const isEmbedded = (sql: SqlClient.SqlClient): Effect.Effect<boolean> =>
  Effect.map(
    Effect.orDie(sql<{ readonly version: string }>`SELECT version()`),
    ([row]) => row?.version.includes("emscripten") === true
  )
