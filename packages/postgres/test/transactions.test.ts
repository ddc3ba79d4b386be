/**
 * How many writes a transaction costs, and that what goes wrong in a shared one is told by its own name.
 */
import { UserId } from "@loopi/core"
import { Migrations } from "@loopi/postgres"
import { assert, layer } from "@effect/vitest"
import { Effect, Exit, Layer } from "effect"
import { SqlClient, type SqlError } from "effect/sql"
import { randomUUID } from "node:crypto"
import type { Duplex } from "node:stream"
import * as Client from "../src/client/Client.ts"
import { Sending } from "../src/client/Transaction.ts"
import { asLearner, asLearnerOnce, asWorker, asWorkerOnce } from "../src/internal/asLearner.ts"
import { sqlStateOf } from "../src/internal/sqlState.ts"
import { SharedHub } from "./embedded/sharedHub.ts"

let writes = 0

const counted = (stream: Duplex): Duplex => {
  const write = stream.write.bind(stream)
  return Object.assign(stream, {
    write: (chunk: Uint8Array) => {
      writes += 1
      return write(chunk)
    }
  })
}

const client = Layer.unwrap(
  SharedHub.use((hub) =>
    Effect.succeed(
      Client.layer({
        stream: () => counted(hub.connect()),
        username: "postgres",
        database: "postgres",
        maxConnections: 1
      })
    )
  )
).pipe(Layer.tap((context) => Effect.provideContext(Migrations.migrate, context)))

const learner = UserId.make(randomUUID())

const costOf = <A, E, R>(effect: Effect.Effect<A, E, R>) =>
  Effect.suspend(() => {
    const before = writes
    return Effect.map(Effect.exit(effect), () => writes - before)
  })

const codeOf = (error: SqlError.SqlError): string => sqlStateOf(error.reason)

layer(client.pipe(Layer.provide(SharedHub.layer)), { timeout: "60 seconds" })("a transaction", (it) => {
  it.effect("of one statement is one write", () =>
    Effect.gen(function* () {
      const sql = yield* SqlClient.SqlClient
      const once = asLearnerOnce(sql, learner)
      assert.strictEqual(yield* costOf(once(sql`SELECT id FROM goals`)), 1)
      assert.deepStrictEqual(yield* once(sql`SELECT current_user::text AS role`), [{ role: "loopi_learner" }])
    })
  )

  it.effect("of several statements saves the writes of its beginning", () =>
    Effect.gen(function* () {
      const sql = yield* SqlClient.SqlClient
      const two = Effect.andThen(sql`SELECT 1`, sql`SELECT 2`)
      assert.strictEqual(yield* costOf(asLearner(sql, learner)(two)), 3)
    })
  )

  it.effect("that is given up before its first statement is no write at all", () =>
    Effect.gen(function* () {
      const sql = yield* SqlClient.SqlClient
      assert.strictEqual(yield* costOf(asLearner(sql, learner)(Effect.fail("no"))), 0)
      assert.strictEqual(yield* costOf(asLearner(sql, learner)(Effect.void)), 0)
    })
  )

  it.effect("fails as its statement fails, and leaves the connection as it was", () =>
    Effect.gen(function* () {
      const sql = yield* SqlClient.SqlClient
      const once = asLearnerOnce(sql, learner)
      assert.strictEqual(codeOf(yield* Effect.flip(once(sql`SELECT 1 / 0`))), "22012")
      assert.strictEqual(codeOf(yield* Effect.flip(asLearner(sql, learner)(sql`SELECT 1 / 0`))), "22012")
      assert.deepStrictEqual(yield* sql`SELECT current_user::text AS role`, [{ role: "postgres" }])
      assert.strictEqual(codeOf(yield* Effect.flip(sql`SELECT id FROM goals`)), "42P01")
    })
  )

  it.effect("fails as its beginning fails", () =>
    Effect.gen(function* () {
      const sql = yield* SqlClient.SqlClient
      const begun = Effect.provideService(sql`SELECT 1 / 0`, Sending, "later")
      const failing = sql.withTransaction(Effect.andThen(begun, sql`SELECT 1`))
      // And not with 25P02, which is all that its statement hears.
      assert.strictEqual(codeOf(yield* Effect.flip(failing)), "22012")
    })
  )

  it.effect("fails where only its COMMIT fails", () =>
    Effect.gen(function* () {
      const sql = yield* SqlClient.SqlClient
      yield* sql`CREATE TABLE late (n int UNIQUE DEFERRABLE INITIALLY DEFERRED)`
      yield* sql`GRANT INSERT, SELECT ON late TO loopi_learner`
      const once = asLearnerOnce(sql, learner)(sql`INSERT INTO public.late VALUES (1), (1)`)
      assert.strictEqual(codeOf(yield* Effect.flip(once)), "23505")
      assert.deepStrictEqual(yield* sql`SELECT n FROM late`, [])
    })
  )

  it.effect("that ended with its one statement runs no other", () =>
    Effect.gen(function* () {
      const sql = yield* SqlClient.SqlClient
      const two = Effect.andThen(sql`SELECT 1`, sql`SELECT 2`)
      assert.isTrue(Exit.hasDies(yield* Effect.exit(asLearnerOnce(sql, learner)(two))))
    })
  )

  it.effect("of a learner joins the one that is open, and goes on for nobody else", () =>
    Effect.gen(function* () {
      const sql = yield* SqlClient.SqlClient
      const inside = asLearnerOnce(sql, learner)(sql`SELECT pg_current_xact_id_if_assigned() IS NULL AS none`)
      const both = asLearner(sql, learner)(Effect.andThen(inside, sql`SELECT current_user::text AS role`))
      assert.deepStrictEqual(yield* both, [{ role: "loopi_learner" }])
      const other = asLearner(sql, UserId.make(randomUUID()))
      assert.isTrue(Exit.hasDies(yield* Effect.exit(asLearner(sql, learner)(other(sql`SELECT 1`)))))
      assert.isTrue(Exit.hasDies(yield* Effect.exit(asWorker(sql)(other(sql`SELECT 1`)))))
    })
  )

  it.effect("within another one saves the writes of its savepoint", () =>
    Effect.gen(function* () {
      const sql = yield* SqlClient.SqlClient
      const inside = asLearnerOnce(sql, learner)(sql`SELECT id FROM goals`)
      assert.strictEqual(yield* costOf(asLearner(sql, learner)(inside)), 2)
      assert.strictEqual(yield* costOf(asLearner(sql, learner)(Effect.andThen(inside, inside))), 3)
    })
  )

  it.effect("within another one is undone alone where it fails", () =>
    Effect.gen(function* () {
      const sql = yield* SqlClient.SqlClient
      yield* sql`CREATE TABLE undone (n int)`
      yield* sql`GRANT INSERT, SELECT ON undone TO loopi_learner`
      const add = (n: number) => sql`INSERT INTO public.undone VALUES (${n})`
      const failing = asLearner(sql, learner)(Effect.andThen(add(2), sql`SELECT 1 / 0`))
      const without = asLearner(sql, learner)(Effect.fail("before its first statement"))
      const all = Effect.all([add(1), Effect.exit(failing), Effect.exit(without), add(3)])
      yield* asLearner(sql, learner)(all)
      assert.deepStrictEqual(yield* sql`SELECT n FROM undone ORDER BY n`, [{ n: 1 }, { n: 3 }])
    })
  )

  it.effect("of a learner lets a worker do what is nobody's, and goes on as the learner's", () =>
    Effect.gen(function* () {
      const sql = yield* SqlClient.SqlClient
      const who = sql`SELECT current_user::text AS role, current_setting('loopi.user_id') AS learner`
      const failing = Effect.exit(asWorker(sql)(sql`SELECT 1 / 0`))
      const [before, worker, , after] = yield* asLearner(
        sql,
        learner
      )(Effect.all([who, asWorkerOnce(sql)(who), failing, who]))
      assert.deepStrictEqual(worker, [{ role: "loopi_worker", learner: "" }])
      assert.deepStrictEqual(before, [{ role: "loopi_learner", learner }])
      assert.deepStrictEqual(after, before)
    })
  )

  it.effect("of a learner leaves a host's own transaction as it was", () =>
    Effect.gen(function* () {
      const sql = yield* SqlClient.SqlClient
      const state = sql`
        SELECT current_user::text AS role, current_setting('search_path') AS path,
          current_setting('lock_timeout') AS wait, coalesce(current_setting('loopi.user_id', true), '') AS learner
      `
      const hosts = Effect.gen(function* () {
        yield* sql`SELECT set_config('lock_timeout', '7s', true)`
        const before = yield* state
        yield* asLearner(sql, learner)(sql`SELECT id FROM goals`)
        yield* Effect.exit(asLearner(sql, learner)(sql`SELECT 1 / 0`))
        return [before, yield* state]
      })
      const [before, after] = yield* sql.withTransaction(hosts)
      assert.deepStrictEqual(after, before)
      assert.deepInclude(after?.[0], { role: "postgres", wait: "7s", learner: "" })
    })
  )
})
