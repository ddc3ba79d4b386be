/**
 * The client everything else uses, over the embedded Postgres: transactions, streams and notifications as on a server.
 */
import { assert, layer } from "@effect/vitest"
import { PgClient } from "@effect/sql-pg"
import { Effect, Fiber, Queue, Stream } from "effect"
import * as Embedded from "../../src/embedded/Embedded.ts"
import { bePatient } from "./patience.ts"

bePatient()

layer(Embedded.layer(), { timeout: "60 seconds" })("PgClient over the embedded Postgres", (it) => {
  it.effect("runs twenty transactions at once, one after the other", () =>
    Effect.gen(function* () {
      const sql = yield* PgClient.PgClient
      yield* sql`CREATE TABLE counters AS SELECT 0 AS n`
      const increment = sql.withTransaction(
        Effect.gen(function* () {
          const [row] = yield* sql<{ readonly n: number }>`SELECT n FROM counters`
          yield* sql`UPDATE counters SET n = ${(row?.n ?? 0) + 1}`
        })
      )
      yield* Effect.all(
        Array.from({ length: 20 }, () => increment),
        { concurrency: "unbounded" }
      )
      assert.deepStrictEqual(yield* sql`SELECT n FROM counters`, [{ n: 20 }])
    })
  )

  it.effect("asks other questions while a long answer streams by", () =>
    Effect.gen(function* () {
      const sql = yield* PgClient.PgClient
      const rows = sql<{ readonly n: number }>`SELECT n, repeat('x', 1000) FROM generate_series(1, 5000) n`.stream
      const answered = yield* rows.pipe(
        Stream.filter((row) => row.n % 500 === 0),
        Stream.mapEffect((row) => sql<{ readonly n: number }>`SELECT ${row.n}::int + 1 AS n`),
        Stream.runCollect
      )
      assert.deepStrictEqual(
        answered.map((found) => found[0]?.n),
        [501, 1001, 1501, 2001, 2501, 3001, 3501, 4001, 4501, 5001]
      )
    })
  )

  it.effect("goes on after a transaction was interrupted", () =>
    Effect.gen(function* () {
      const sql = yield* PgClient.PgClient
      yield* sql`CREATE TABLE interrupted (n int)`
      const inside = sql.withTransaction(Effect.andThen(sql`INSERT INTO interrupted VALUES (1)`, Effect.never))
      const fiber = yield* Effect.forkChild(inside)
      yield* Effect.andThen(sql`SELECT 1`, Fiber.interrupt(fiber)).pipe(Effect.race(Fiber.interrupt(fiber)))
      assert.deepStrictEqual(yield* sql`SELECT * FROM interrupted`, [])
    })
  )

  it.effect("hears a notification from another connection", () =>
    Effect.gen(function* () {
      const sql = yield* PgClient.PgClient
      const heard = yield* sql.listen("news")
      yield* sql.notify("news", "hello")
      const notification = yield* Queue.take(heard)
      assert.strictEqual(notification.payload, "hello")
    })
  )

  it.effect("still hears it after another listener has stopped", () =>
    Effect.gen(function* () {
      const sql = yield* PgClient.PgClient
      const heard = yield* sql.listen("more news")
      yield* Effect.scoped(sql.listen("more news"))
      yield* sql.notify("more news", "hello")
      assert.strictEqual((yield* Queue.take(heard)).payload, "hello")
    })
  )
})
