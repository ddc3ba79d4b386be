/**
 * What the engine of flows may do in the database, what it leaves there, and when it refuses to start.
 */
import { assert, it } from "@effect/vitest"
import { Flows, FlowWork } from "@loopi/core"
import { flowBench } from "@loopi/core/testing"
import { ClusterFlows, Postgres, Server } from "@loopi/postgres"
import { Context, Deferred, Duration, Effect, Layer, Redacted } from "effect"
import { SqlClient, type SqlError } from "effect/sql"
import * as FlowsClient from "../../src/flows/FlowsClient.ts"
import * as retention from "../../src/flows/retention.ts"
import { asked } from "../roles.ts"
import { layer as layerServer, TestServer, withServer } from "../server.ts"

const open = (runtime: Redacted.Redacted, bench: flowBench.Bench, name = "one") =>
  Effect.map(
    Layer.build(
      ClusterFlows.layer.pipe(
        Layer.provide(Layer.succeed(FlowWork, bench.workOf(name))),
        Layer.provide(Postgres.layerServer(runtime))
      )
    ),
    Context.get(Flows)
  )

/** As the engine asks: in its role, through a login that may do nothing by itself. */
const asEngine = <A, E, R>(runtime: Redacted.Redacted, effect: Effect.Effect<A, E, R | SqlClient.SqlClient>) =>
  effect.pipe(
    Effect.provide(FlowsClient.layer.pipe(Layer.provide(Server.layer(runtime))), { local: true }),
    Effect.orDie
  )

const refused = <R>(looking: Effect.Effect<unknown, SqlError.SqlError, R>) =>
  Effect.match(looking, { onFailure: ({ reason }) => reason._tag, onSuccess: () => "nothing" })

const from = (table: string) => SqlClient.SqlClient.use((sql) => sql.unsafe(`SELECT FROM ${table}`))

withServer("the engine of flows", () =>
  it.layer(layerServer, { timeout: "60 seconds", excludeTestServices: true })("the engine of flows", (it) => {
    it.effect("leaves nothing behind of runs that have ended, done or interrupted, and keeps those that have not", () =>
      Effect.gen(function* () {
        const { admin, runtime } = yield* (yield* TestServer).newMigrated
        const bench = yield* flowBench.makeBench
        const flows = yield* open(runtime, bench)
        const [done, cancelled, lasting] = [
          yield* flowBench.newFlow,
          yield* flowBench.newFlow,
          yield* flowBench.newFlow
        ]
        const gate = yield* Deferred.make<void>()
        bench.script(cancelled, { gate })
        bench.script(lasting, { gate })
        yield* Effect.forEach([done, cancelled, lasting], flows.launch)
        yield* bench.until(done, ({ ended }) => ended === 1)
        yield* bench.until(lasting, ({ waits }) => waits)
        yield* bench.until(cancelled, ({ waits }) => waits)
        bench.cancel(cancelled)
        yield* flows.interrupt(cancelled)

        const left = asked(admin, "SELECT payload FROM loopi_flows.cluster_messages WHERE tag = 'run'")
        const forgetting = Effect.andThen(asEngine(runtime, retention.forget(Duration.zero)), left)
        const [kept] = yield* Effect.repeat(forgetting, { until: (rows) => rows.length === 1 })
        assert.include(JSON.stringify(kept), lasting.id)
        yield* Deferred.succeed(gate, undefined)
        yield* bench.until(lasting, ({ ended }) => ended === 1)
        yield* Effect.repeat(forgetting, { until: (rows) => rows.length === 0 })
        // An answer may come in while its run is being forgotten: the next time it goes, too.
        const rest = asked(
          admin,
          "SELECT id FROM loopi_flows.cluster_messages UNION ALL SELECT id FROM loopi_flows.cluster_replies"
        )
        yield* Effect.repeat(Effect.andThen(forgetting, rest), { until: (rows) => rows.length === 0 })
      })
    )

    it.effect("says that it cannot be reached while the database cannot, and goes on by itself afterwards", () =>
      Effect.gen(function* () {
        const server = yield* TestServer
        const { admin, runtime } = yield* server.newMigrated
        const elsewhere = yield* server.newDatabase
        const name = new URL(Redacted.value(admin)).pathname.slice(1)
        const bench = yield* flowBench.makeBench
        const flows = yield* open(runtime, bench)
        const [lasting, refused] = [yield* flowBench.newFlow, yield* flowBench.newFlow]
        const gate = yield* Deferred.make<void>()
        bench.script(lasting, { gate })
        yield* flows.launch(lasting)
        yield* bench.until(lasting, ({ waits }) => waits)

        yield* asked(elsewhere, `ALTER DATABASE ${name} ALLOW_CONNECTIONS false`)
        yield* asked(elsewhere, `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '${name}'`)
        const error = yield* Effect.flip(flows.launch(refused))
        assert.strictEqual(error._tag, "FlowsUnavailable")
        yield* asked(elsewhere, `ALTER DATABASE ${name} ALLOW_CONNECTIONS true`)

        yield* Effect.eventually(flows.launch(refused))
        yield* Deferred.succeed(gate, undefined)
        yield* bench.until(lasting, ({ ended }) => ended > 0)
        yield* bench.until(refused, ({ ended }) => ended > 0)
        assert.deepStrictEqual(bench.tally(lasting).kept, ["first", "second", "third"])
      })
    )

    it.effect("leaves a program that stays at its work, and gives it what a short-lived one launches", () =>
      Effect.gen(function* () {
        const { runtime } = yield* (yield* TestServer).newMigrated
        const bench = yield* flowBench.makeBench
        const stays = yield* open(runtime, bench)
        const gate = yield* Deferred.make<void>()
        const lasting = yield* Effect.replicateEffect(flowBench.newFlow, 10)
        for (const flow of lasting) bench.script(flow, { gate })
        yield* Effect.forEach(lasting, stays.launch)
        yield* Effect.forEach(lasting, (flow) => bench.until(flow, ({ waits }) => waits))
        const handed = yield* flowBench.newFlow
        yield* Effect.scoped(
          Effect.gen(function* () {
            const leaves = yield* open(runtime, bench, "short-lived")
            yield* leaves.launch(handed)
            yield* bench.until(handed, ({ ended }) => ended === 1)
          })
        )
        yield* Deferred.succeed(gate, undefined)
        yield* Effect.forEach(lasting, (flow) => bench.until(flow, ({ ended }) => ended === 1))
        const machines = [...lasting, handed].map((flow) => bench.tally(flow).machines.join())
        assert.deepStrictEqual(new Set(machines), new Set(["one"]))
      })
    )

    it.effect("sees no row of a learner, and whoever serves learners sees none of the engine's", () =>
      Effect.gen(function* () {
        const { runtime } = yield* (yield* TestServer).newMigrated
        for (const table of ["loopi.users", "loopi.goals", "loopi.provider_keys", "loopi.loopi_migrations"]) {
          assert.strictEqual(yield* asEngine(runtime, refused(from(table))), "AuthorizationError", table)
        }
        for (const role of [[], ["SET LOCAL ROLE loopi_learner"], ["SET LOCAL ROLE loopi_worker"]]) {
          const inRole = SqlClient.SqlClient.use((sql) =>
            sql.withTransaction(
              Effect.andThen(
                Effect.forEach(role, (one) => sql.unsafe(one)),
                from("loopi_flows.cluster_messages")
              )
            )
          )
          const found = yield* Effect.provide(refused(inRole), Server.layer(runtime), { local: true })
          assert.strictEqual(found, "AuthorizationError", role.join())
        }
      })
    )

    for (const [what, statement] of [
      ["there are no tables for it", "DROP SCHEMA loopi_flows CASCADE"],
      ["the tables are those of an older one", "DELETE FROM loopi_flows.cluster_migrations WHERE migration_id > 1"]
    ] as const) {
      it.effect(`does not start where ${what}, and says what to do`, () =>
        Effect.gen(function* () {
          const { admin, runtime } = yield* (yield* TestServer).newMigrated
          yield* asked(admin, statement)
          const error = yield* Effect.flip(open(runtime, yield* flowBench.makeBench))
          assert.include(error, { _tag: "PostgresUnusable", reason: "migrations_behind" })
        })
      )
    }

    it.effect("is brought up to date once, by programs that start together", () =>
      Effect.gen(function* () {
        const { owner } = yield* (yield* TestServer).newMigrated
        yield* asked(owner, "DROP SCHEMA loopi_flows CASCADE")
        const all = yield* Effect.all(
          Array.from({ length: 4 }, () => Postgres.migrateUrl(owner)),
          { concurrency: "unbounded" }
        )
        assert.strictEqual(all.filter(({ ran }) => ran.length > 0).length, 1)
      })
    )
  })
)
