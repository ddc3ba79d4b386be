/**
 * A server that goes away, hangs, drips or talks nonsense: who asks is told within five seconds, and served within five
 * seconds of its return.
 */
import { GoalStore } from "@loopi/core"
import { fixtures } from "@loopi/core/testing"
import { Postgres } from "@loopi/postgres"
import { FaultProxy } from "@loopi/postgres/testing"
import { assert, it } from "@effect/vitest"
import { Clock, Context, Effect, Layer, Redacted, Result, Schedule } from "effect"
import { SqlClient } from "effect/sql"
import { layer as layerServer, TestServer, withServer } from "../server.ts"

class Proxy extends Context.Service<Proxy, FaultProxy.FaultProxy>()(
  "@loopi/postgres/test/faults/faults.server.test/Proxy"
) {}

/** Where a server listens, by its URL: a `host` parameter that is a path is a Unix socket. */
const upstreamOf = (url: URL): FaultProxy.Upstream => {
  const path = url.searchParams.get("host")
  const port = url.port === "" ? 5432 : Number(url.port)
  return path?.startsWith("/") === true ? { path: `${path}/.s.PGSQL.${port}` } : { host: url.hostname, port }
}

const throughProxy = Layer.unwrap(
  Effect.gen(function* () {
    const { runtime } = yield* (yield* TestServer).newMigrated
    const url = new URL(Redacted.value(runtime))
    const proxy = yield* FaultProxy.start(upstreamOf(url))
    url.searchParams.delete("host")
    url.hostname = "127.0.0.1"
    url.port = `${proxy.port}`
    const stores = Postgres.layerStores.pipe(Layer.provideMerge(Postgres.layerServer(Redacted.make(url.href))))
    return Layer.merge(stores, Layer.succeed(Proxy, proxy))
  })
).pipe(Layer.provide(layerServer))

const timed = Effect.fnUntraced(function* <A, E, R>(effect: Effect.Effect<A, E, R>) {
  const began = yield* Clock.currentTimeMillis
  const result = yield* Effect.result(effect)
  return { result, took: (yield* Clock.currentTimeMillis) - began }
})

const faults: ReadonlyArray<FaultProxy.Fault> = ["refuse", "reset", "hang", "drip", "garbage"]

withServer("a server behind a faulty wire", () => {
  it.layer(throughProxy, { excludeTestServices: true, timeout: "60 seconds" })(
    "a server behind a faulty wire",
    (it) => {
      it.effect.each(faults)(
        "that does %s is told of within five seconds, and back within five",
        (fault) =>
          Effect.gen(function* () {
            const goals = yield* GoalStore
            const proxy = yield* Proxy
            const learner = yield* fixtures.newLearner
            const goal = yield* fixtures.makeGoal(learner)
            yield* goals.insert(goal, fixtures.limits)
            const many = Effect.forEach(Array.from({ length: 30 }), () => timed(goals.list(learner)), {
              concurrency: "unbounded"
            })

            yield* proxy.set(fault)
            const rounds = [yield* many, yield* many, yield* many]
            for (const { result, took } of rounds.flat()) {
              assert.isTrue(Result.isFailure(result))
              assert.isBelow(took, 5_000)
            }
            yield* proxy.set("pass")
            const back = yield* timed(
              Effect.retry(goals.list(learner), { schedule: Schedule.spaced("50 millis"), times: 400 })
            )
            assert.deepStrictEqual(back.result, Result.succeed([goal]))
            assert.isBelow(back.took, 5_000)
            const slowest = rounds.map((round) => Math.max(...round.map(({ took }) => took)))
            yield* Effect.logInfo(`${fault}: slowest answers ${slowest.join(", ")} ms; back after ${back.took} ms`)
          }),
        60_000
      )

      it.effect(
        "whose connections have all gone silent is served over new ones",
        () =>
          Effect.gen(function* () {
            const goals = yield* GoalStore
            const proxy = yield* Proxy
            const learner = yield* fixtures.newLearner
            const ask = Effect.forEach(Array.from({ length: 30 }), () => timed(goals.list(learner)), {
              concurrency: "unbounded"
            })
            yield* ask
            yield* proxy.freeze
            const [first, second] = [yield* ask, yield* ask]
            assert.isBelow(Math.max(...first.map(({ took }) => took)), 5_000)
            assert.isTrue(second.every(({ result }) => Result.isSuccess(result)))
            yield* Effect.logInfo(
              `silent: ${first.filter(({ result }) => Result.isFailure(result)).length} of 30 failed`
            )
          }),
        60_000
      )

      it.effect(
        "that is at work for long is left at it",
        () =>
          Effect.gen(function* () {
            const sql = yield* SqlClient.SqlClient
            const { result, took } = yield* timed(sql`SELECT pg_sleep(4) IS NOT NULL AS slept`)
            assert.deepStrictEqual(result, Result.succeed([{ slept: true }]))
            assert.isAtLeast(took, 4_000)
          }),
        60_000
      )
    }
  )
})
