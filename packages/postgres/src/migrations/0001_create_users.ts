import { Effect } from "effect"
import { SqlClient } from "effect/sql"

export default Effect.gen(function* () {
  const sql = yield* SqlClient.SqlClient
  yield* sql`
    CREATE TABLE users (
      id UUID PRIMARY KEY,
      name TEXT NOT NULL,
      time_zone TEXT NOT NULL,
      rollover_hour SMALLINT NOT NULL CHECK (rollover_hour BETWEEN 0 AND 23),
      created_at TIMESTAMPTZ NOT NULL
    )
  `
})
