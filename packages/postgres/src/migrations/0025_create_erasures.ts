/**
 * Who was erased, when, and what was removed where: all that stays of them. They read it by a code of which the digest is
 * kept, and nobody joins under their id before it is finished.
 */
import { Effect } from "effect"
import { SqlClient } from "effect/sql"
import { protect } from "./protect.ts"

export default Effect.gen(function* () {
  const sql = yield* SqlClient.SqlClient
  yield* sql`
    CREATE TABLE erasures (
      id UUID PRIMARY KEY,
      user_id UUID NOT NULL,
      code TEXT COLLATE "C" NOT NULL UNIQUE,
      begun_at TIMESTAMPTZ NOT NULL,
      finished_at TIMESTAMPTZ,
      parts JSONB NOT NULL
    )
  `
  yield* sql`CREATE INDEX erasures_under_way ON erasures (user_id) WHERE finished_at IS NULL`
  yield* protect(sql, "erasures", { learner: ["SELECT"] })
})
