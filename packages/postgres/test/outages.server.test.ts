/**
 * What a learner's request sees when the server ends its session, and that the next one is served.
 */
import { GoalStore, type UserId, UserStore } from "@loopi/core"
import { fixtures } from "@loopi/core/testing"
import { assert, layer } from "@effect/vitest"
import { Effect, Fiber, Latch } from "effect"
import { SqlClient } from "effect/sql"
import { asLearner, asWorker } from "../src/internal/asLearner.ts"
import { withServer } from "./server.ts"
import { onServer } from "./shared.ts"

/** Holds the learner's row, so that a writer has to wait, for as long as `meanwhile` takes. */
const whileHeld = <A, E, R>(userId: UserId, meanwhile: Effect.Effect<A, E, R>) =>
  Effect.gen(function* () {
    const sql = yield* SqlClient.SqlClient
    const held = yield* Latch.make()
    const done = yield* Latch.make()
    const hold = asWorker(sql)(
      Effect.gen(function* () {
        yield* sql`SELECT id FROM users WHERE id = ${userId} FOR UPDATE`
        yield* held.open
        yield* done.await
      })
    )
    const holder = yield* Effect.forkChild(hold)
    yield* held.await
    const result = yield* Effect.ensuring(meanwhile, done.open)
    yield* Fiber.join(holder)
    return result
  })

/** The session that waits for a lock, as soon as there is one. */
const waiting = Effect.gen(function* () {
  const sql = yield* SqlClient.SqlClient
  const ask = sql<{ readonly pid: number }>`
    SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'
  `
  const found = yield* Effect.repeat(ask, { until: (rows) => rows.length > 0 })
  return found[0]?.pid ?? 0
})

withServer("an outage", () => {
  layer(onServer, { timeout: "60 seconds" })("an outage", (it) => {
    it.effect(
      "is StoreUnavailable to who was being served, and over for who comes next",
      () =>
        Effect.gen(function* () {
          const goals = yield* GoalStore
          const sql = yield* SqlClient.SqlClient
          const userId = yield* fixtures.newLearner
          const goal = yield* fixtures.makeGoal(userId)
          const insert = goals.insert(goal, fixtures.limits)

          const killed = Effect.gen(function* () {
            const writer = yield* Effect.forkChild(Effect.flip(insert))
            yield* sql`SELECT pg_terminate_backend(${yield* waiting})`
            return yield* Fiber.join(writer)
          })
          const error = yield* whileHeld(userId, killed)
          assert.strictEqual(error._tag, "StoreUnavailable")
          assert.deepStrictEqual(yield* goals.list(userId), [])

          yield* insert
          assert.deepStrictEqual(yield* goals.list(userId), [goal])
        }),
      30_000
    )

    it.effect(
      "that ends every session is over for whoever comes next",
      () =>
        Effect.gen(function* () {
          const users = yield* UserStore
          const sql = yield* SqlClient.SqlClient
          const user = yield* fixtures.makeUser()
          yield* users.insert(user)
          yield* Effect.flip(
            sql`SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database()`
          )
          assert.deepStrictEqual(yield* users.get(user.id), user)
        }),
      30_000
    )

    it.effect(
      "cannot be one forgotten transaction or endless query: every transaction has time-outs",
      () =>
        Effect.gen(function* () {
          const sql = yield* SqlClient.SqlClient
          const userId = yield* fixtures.newLearner
          const settings = yield* asLearner(
            sql,
            userId
          )(sql`
          SELECT current_setting('statement_timeout') AS statement, current_setting('lock_timeout') AS lock,
            current_setting('idle_in_transaction_session_timeout') AS idle
        `)
          assert.deepStrictEqual(settings, [{ statement: "30s", lock: "5s", idle: "30s" }])
        }),
      30_000
    )
  })
})
