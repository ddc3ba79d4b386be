/**
 * The table of vectors, where they are kept in Postgres. No index on the vectors (docs/adr/0011), but
 * their directions in half precision (docs/adr/0025).
 */
import { dimension } from "@loopi/core"
import { Effect } from "effect"
import { SqlClient } from "effect/sql"
import { protect } from "../migrations/protect.ts"
import { findPgvector } from "./pgvector.ts"

export default Effect.gen(function* () {
  const sql = yield* SqlClient.SqlClient
  const { named } = yield* findPgvector(sql)
  // Ids are compared byte by byte: no locale decides which are equal, and the key is quicker to search.
  yield* sql`
    CREATE TABLE loopi.embeddings (
      user_id UUID NOT NULL,
      kind TEXT NOT NULL CHECK (kind IN ('goal', 'flashcard')),
      space TEXT COLLATE "C" NOT NULL,
      id TEXT COLLATE "C" NOT NULL,
      content_hash TEXT NOT NULL,
      vector ${named(`vector(${dimension})`)} NOT NULL,
      direction ${named(`halfvec(${dimension})`)} NOT NULL
        GENERATED ALWAYS AS (${named("l2_normalize")}(vector)::${named(`halfvec(${dimension})`)}) STORED,
      PRIMARY KEY (user_id, kind, space, id)
    ) WITH (toast_tuple_target = 4096)
  `
  // A search goes through the directions, so they are in the rows. The vectors are not: few are read.
  yield* sql`ALTER TABLE loopi.embeddings ALTER COLUMN direction SET STORAGE PLAIN`
  yield* protect(sql, "embeddings")
})
