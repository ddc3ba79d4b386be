/**
 * What flows that machines share cost: to open, until one is carried out, and at rest. Needs the server binaries.
 * `npx node --conditions=@loopi/source packages/postgres/bench/flows.ts`
 */
import { type Flow, Flows, FlowWork } from "@loopi/core"
import { flowBench } from "@loopi/core/testing"
import { ClusterFlows, Postgres, Server } from "@loopi/postgres"
import { Array, Clock, Console, Context, Effect, Layer, Order, type Redacted } from "effect"
import { SqlClient } from "effect/sql"
import { reachable } from "../test/flows/layers.ts"
import { layer as layerServer, TestServer } from "../test/server.ts"

const samples = 300

const program = Effect.gen(function* () {
  const alone = yield* machines(ClusterFlows.layer)
  const one = yield* alone("one")
  yield* Console.log("one machine", yield* latencies(one))
  yield* Console.log(`one machine at rest: ${yield* perSecond(one.admin)} transactions a second`)
  yield* sharing(one, alone("two"))
  yield* Console.log(`two machines at rest: ${yield* perSecond(one.admin)} transactions a second`)
  const reached = yield* machines(reachable)
  yield* Console.log("with addresses:")
  yield* sharing(yield* reached("one"), reached("two"))
}).pipe(Effect.scoped, Effect.provide(layerServer))

interface Machine {
  readonly admin: Redacted.Redacted
  readonly bench: flowBench.Bench
  readonly flows: Flows["Service"]
}

/** Machines over a database of their own. */
const machines = Effect.fnUntraced(function* (engine: typeof reachable) {
  const { admin, runtime } = yield* (yield* TestServer).newMigrated
  const bench = yield* flowBench.makeBench
  const [client, opened] = yield* timed(Layer.build(Postgres.layerServer(runtime)))
  yield* Console.log(`a client: ${opened} ms`)
  return Effect.fnUntraced(function* (name: string) {
    const work = Layer.succeed(FlowWork, bench.workOf(name))
    const built = Layer.build(Layer.fresh(engine.pipe(Layer.provide(work))))
    const [context, started] = yield* timed(Effect.provide(built, client))
    yield* Console.log(`flows of machine ${name}: ${started} ms`)
    return { admin, bench, flows: Context.get(context, Flows) } satisfies Machine
  })
})

/** Once the second one has its share. */
const sharing = Effect.fnUntraced(function* <E, R>(one: Machine, starting: Effect.Effect<Machine, E, R>) {
  yield* starting
  yield* Effect.sleep("5 seconds")
  yield* Console.log("two machines", yield* latencies(one))
})

const timed = Effect.fnUntraced(function* <A, E, R>(effect: Effect.Effect<A, E, R>) {
  const before = yield* Clock.currentTimeNanos
  const result = yield* effect
  return [result, Number((yield* Clock.currentTimeNanos) - before) / 1e6] as const
})

/** Until `launch` has answered, and until the first step is done. */
const latencies = Effect.fnUntraced(function* ({ bench, flows }: Machine) {
  const one = Effect.gen(function* () {
    const flow: Flow = yield* flowBench.newFlow
    const done = Effect.all([timed(flows.launch(flow)), bench.until(flow, ({ kept }) => kept.length > 0)])
    const [[[, launched]], begun] = yield* timed(done)
    return { launched, begun }
  })
  const all = yield* Effect.replicateEffect(one, samples)
  const at = (which: "launched" | "begun", share: number) =>
    Math.round(
      (Array.sort(
        Array.map(all, (one) => one[which]),
        Order.Number
      )[samples * share] ?? 0) * 10
    ) / 10
  return { launched: [at("launched", 0.5), at("launched", 0.95)], begun: [at("begun", 0.5), at("begun", 0.95)] }
})

const perSecond = Effect.fnUntraced(function* (admin: Redacted.Redacted) {
  const count = SqlClient.SqlClient.use(
    (sql) => sql<{ readonly count: number }>`
      SELECT xact_commit::int AS count FROM pg_stat_database WHERE datname = current_database()
    `
  ).pipe(Effect.provide(Server.layer(admin, { maxConnections: 1 }), { local: true }))
  // The server counts what has happened some seconds later.
  yield* Effect.sleep("12 seconds")
  const [before] = yield* count
  yield* Effect.sleep("20 seconds")
  const [after] = yield* count
  return ((after?.count ?? 0) - (before?.count ?? 0)) / 20
})

Effect.runFork(
  Effect.andThen(
    program,
    Effect.sync(() => process.exit(0))
  )
)
