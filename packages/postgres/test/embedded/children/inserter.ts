/**
 * A process that inserts rows one by one, says which are acknowledged, and waits to be killed.
 */
import { Effect } from "effect"
import { SqlClient } from "effect/sql"
import { layer } from "../../../src/embedded/Embedded.ts"

const [directory, mode] = process.argv.slice(2)

const inserting = Effect.gen(function* () {
  const sql = yield* SqlClient.SqlClient
  yield* sql`CREATE TABLE IF NOT EXISTS acknowledged (id serial PRIMARY KEY)`
  const enough = mode === "query" ? 10 : Infinity
  for (let count = 0; count < enough; count += 1) {
    const rows = yield* sql<{ readonly id: number }>`INSERT INTO acknowledged DEFAULT VALUES RETURNING id`
    process.stdout.write(`${rows[0]?.id}\n`)
  }
  process.stdout.write("querying\n")
  yield* sql`SELECT count(*) FROM generate_series(1, 100000000) a WHERE md5(a::text) > 'z'`
})

await Effect.runPromise(Effect.provide(inserting, layer({ directory })))
