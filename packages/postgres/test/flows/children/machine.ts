/**
 * A machine that carries out runs of five steps, for a test that kills it: signs in as the first argument says, and
 * writes down what it does as the second. Launches the runs it is told on its input.
 */
import { createInterface } from "node:readline"
import * as NodeRuntime from "@effect/platform-node/NodeRuntime"
import { Flows, FlowWork, RunId, UserId } from "@loopi/core"
import { ClusterFlows, Postgres, Server } from "@loopi/postgres"
import { Console, Context, Effect, Layer, Redacted, Stream } from "effect"
import { SqlClient } from "effect/sql"

const [runtime = "", ledger = "", machine = ""] = process.argv.slice(2)

/** As in a real run: a call that takes a while and costs, then its outcome, kept once. */
const work = Layer.effect(
  FlowWork,
  Effect.gen(function* () {
    const sql = yield* SqlClient.SqlClient
    const doneOf = (run: string) =>
      Effect.map(sql<{ readonly step: number }>`SELECT step FROM kept WHERE run = ${run}::uuid`, (rows) =>
        rows.map(({ step }) => step)
      )
    const doing = (run: string, step: number) =>
      Effect.gen(function* () {
        yield* sql`INSERT INTO calls (run, step, machine, at) VALUES (${run}, ${step}, ${machine}, clock_timestamp())`
        yield* Effect.sleep("100 millis")
        yield* sql`INSERT INTO kept (run, step) VALUES (${run}, ${step}) ON CONFLICT DO NOTHING`
      })
    return FlowWork.of({
      carryOut: ({ id }, doStep) =>
        Effect.gen(function* () {
          const done = yield* doneOf(id)
          for (const step of [1, 2, 3, 4, 5]) {
            if (!done.includes(step)) yield* doStep(`step ${step}`, doing(id, step))
          }
        }).pipe(Effect.orDie),
      // Only the engine is tested: nobody looks for what is left behind.
      stranded: Effect.succeed([])
    })
  })
).pipe(Layer.provide(Server.layer(Redacted.make(ledger), { maxConnections: 4 })))

const lines = Stream.fromAsyncIterable(createInterface({ input: process.stdin }), () => new Error("no input"))

const program = Effect.gen(function* () {
  const layer = ClusterFlows.layer.pipe(
    Layer.provide(work),
    Layer.provide(Postgres.layerServer(Redacted.make(runtime), { maxConnections: 4 }))
  )
  const flows = Context.get(yield* Layer.build(layer), Flows)
  yield* Console.log("ready")
  yield* Stream.runForEach(lines, (run) =>
    flows
      .launch({ id: RunId.make(run), userId: UserId.make(run), attempt: 1 })
      .pipe(Effect.andThen(Console.log(run)), Effect.ignore)
  )
})

NodeRuntime.runMain(Effect.scoped(program))
