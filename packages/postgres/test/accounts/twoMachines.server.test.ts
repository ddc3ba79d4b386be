/**
 * Requests that are sent to two machines at once, or again after one of them was cut off.
 */
import { GoalStore, IdempotencyStore, RequestInProgress, type UserId } from "@loopi/core"
import { fixtures } from "@loopi/core/testing"
import { PgAccountStores } from "@loopi/postgres"
import { assert, it } from "@effect/vitest"
import { Context, Deferred, Effect, Fiber, Layer } from "effect"
import { TestClock } from "effect/testing"
import { SqlClient } from "effect/sql"
import { asWorker } from "../../src/internal/asLearner.ts"
import { outside } from "../../src/internal/outside.ts"
import { withServer } from "../server.ts"
import { onServer, shared } from "../shared.ts"
import { answer, at, makeRequest } from "./members.ts"

/** The store of a program of its own on the database of this one. */
const otherMachine = Effect.gen(function* () {
  const sql = yield* SqlClient.SqlClient
  const context = yield* Layer.build(
    Layer.fresh(PgAccountStores.layer).pipe(Layer.provide(Layer.succeed(SqlClient.SqlClient, sql)))
  )
  return Context.get(context, IdempotencyStore)
})

/** Two machines, a request that the first one is at, and what lets it go on. */
const underWay = Effect.fnUntraced(function* (how: "joined" | "apart") {
  const [here, there] = [yield* otherMachine, yield* otherMachine]
  const request = makeRequest(yield* fixtures.newLearner)
  const [begun, release] = [yield* Deferred.make<void>(), yield* Deferred.make<void>()]
  const slow = Deferred.succeed(begun, undefined).pipe(Effect.andThen(Deferred.await(release)), Effect.as(answer))
  const first = yield* Effect.forkChild(here.once(request, at, slow, how))
  yield* Deferred.await(begun)
  const again = there.once(request, at, Effect.succeed({ ...answer, status: 200 }), how)
  return { again, first, request, release: Deferred.succeed(release, undefined) }
})

/** When the lease ends, in seconds of the tests' clock. */
const leaseOf = Effect.fnUntraced(function* (userId: UserId) {
  const sql = yield* SqlClient.SqlClient
  const [lease] = yield* asWorker(sql)(sql<{ readonly until: number }>`
    SELECT extract(epoch FROM leased_until)::int AS until FROM idempotency_records WHERE user_id = ${userId}
  `)
  return lease?.until ?? 0
})

withServer("requests over two machines", () =>
  it.layer(shared(onServer), { timeout: "60 seconds" })("a request to two machines", (it) => {
    for (const how of ["joined", "apart"] as const) {
      it.effect(`is under way on one, and the other says so until it is answered (${how})`, () =>
        Effect.gen(function* () {
          const { again, first, release } = yield* underWay(how)
          assert.deepStrictEqual(yield* Effect.flip(again), RequestInProgress.make({}))
          yield* release
          assert.deepStrictEqual(yield* Fiber.join(first), answer)
          assert.deepStrictEqual(yield* again, answer)
        })
      )
    }

    it.effect("that both have done is answered as the first one did, and what the second did is undone", () =>
      Effect.gen(function* () {
        const [goals, sql] = [yield* GoalStore, yield* SqlClient.SqlClient]
        const [here, there] = [yield* otherMachine, yield* otherMachine]
        const request = makeRequest(yield* fixtures.newLearner)
        const first = { ...answer, status: 200 }
        const overtaken = outside(sql, there.once(request, at, Effect.succeed(first), "apart"))
        const work = fixtures.newGoal(request.userId).pipe(Effect.andThen(overtaken), Effect.as(answer))
        assert.deepStrictEqual(yield* here.once(request, at, work, "joined"), first)
        assert.deepStrictEqual(yield* goals.list(request.userId), [])
      })
    )

    it.effect("keeps its lease for as long as it takes", () =>
      Effect.gen(function* () {
        const { again, release, request } = yield* underWay("apart")
        for (let minute = 1; minute <= 10; minute++) {
          yield* TestClock.adjust("1 minute")
          yield* Effect.repeat(leaseOf(request.userId), { until: (seconds) => seconds > 60 * (minute + 1) })
          assert.deepStrictEqual(yield* Effect.flip(again), RequestInProgress.make({}))
        }
        yield* release
      })
    )

    it.effect("is done by the other once the one that held it was cut off, whose answer comes too late", () =>
      Effect.gen(function* () {
        const sql = yield* SqlClient.SqlClient
        const { again, first, release, request } = yield* underWay("apart")
        // As if it could not reach the database any more.
        yield* asWorker(sql)(sql`
          UPDATE idempotency_records SET holder = gen_random_uuid() WHERE user_id = ${request.userId}
        `)
        yield* TestClock.adjust("3 minutes")
        assert.deepStrictEqual(yield* again, { ...answer, status: 200 })
        yield* release
        yield* Fiber.join(first)
        assert.deepStrictEqual(yield* again, { ...answer, status: 200 })
      })
    )
  })
)
