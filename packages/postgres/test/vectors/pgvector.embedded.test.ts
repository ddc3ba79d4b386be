/**
 * A pgvector that cannot do what is asked of it is refused by name.
 */
import { assert, it } from "@effect/vitest"
import { Effect } from "effect"
import { SqlClient } from "effect/sql"
import { findPgvector } from "../../src/vectors/pgvector.ts"
import { embedded } from "./layers.ts"

it.layer(embedded, { timeout: "2 minutes" })("pgvector", (it) => {
  it.effect("is refused without half precision, and where there is none", () =>
    Effect.gen(function* () {
      const sql = yield* SqlClient.SqlClient
      yield* findPgvector(sql)
      yield* sql`ALTER TYPE halfvec RENAME TO unknown_before_version_seven`
      const old = yield* Effect.flip(findPgvector(sql))
      assert.match(old.message, /older than 0\.7/)
      yield* sql`DROP EXTENSION vector CASCADE`
      const none = yield* Effect.flip(findPgvector(sql))
      assert.match(none.message, /CREATE EXTENSION vector/)
    })
  )
})
