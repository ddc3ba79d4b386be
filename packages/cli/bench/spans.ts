/**
 * What traces cost a server for each request, in time of its processor: three servers take turns, one without a collector,
 * one whose traces are all kept, and one that keeps one in twenty.
 *
 * Run: npx node --conditions=@loopi/source packages/cli/bench/spans.ts [requests a turn, 200 unless given]
 */
import { spawn } from "node:child_process"
import { mkdtemp, rm } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { CurrentPolicy, defaultPolicy } from "@loopi/core"
import { Http, Server, Telemetry, TokenAuthentication } from "@loopi/http"
import { Array, ConfigProvider, Console, Effect, Layer, Logger, Redacted, Schema } from "effect"
import { Composition, embeddedLearnerId, ensureEmbeddedLearner, Plan } from "loopi"
import type { Load } from "./spans/outside.ts"

const requests = Number(process.argv[2] ?? 200)
const turns = 9
const token = "loopi_for_benches"

const kept = (collector: string) => ({
  OTEL_EXPORTER_OTLP_ENDPOINT: collector,
  OTEL_METRICS_EXPORTER: "none",
  OTEL_LOGS_EXPORTER: "none"
})

const settings: Record<string, (collector: string) => Record<string, string>> = {
  "no collector": () => ({}),
  "all kept": kept,
  "one in twenty": (collector) => ({
    ...kept(collector),
    OTEL_TRACES_SAMPLER: "traceidratio",
    OTEL_TRACES_SAMPLER_ARG: "0.05"
  })
}

const Roomy = Layer.succeed(CurrentPolicy, { ...defaultPolicy, activeGoals: 1_000_000 })

/** A server in this process; gives its address. */
const served = Effect.fnUntraced(function* (plan: Plan.Plan, env: Record<string, string>) {
  const telemetry = Layer.provide(Telemetry.layer, ConfigProvider.layer(ConfigProvider.fromUnknown(env)))
  const context = yield* Layer.build(
    Http.layer.pipe(
      Layer.provide(TokenAuthentication.layer({ token: Redacted.make(token), userId: embeddedLearnerId })),
      Layer.provideMerge(Composition.layer(plan)),
      Layer.provideMerge(Server.layer({ port: 0 })),
      Layer.provide([Roomy, Logger.layer([])]),
      Layer.provide(telemetry)
    )
  )
  yield* Effect.provideContext(ensureEmbeddedLearner, context)
  return yield* Effect.provideContext(Server.address, context)
})

const outside = Effect.acquireRelease(
  Effect.callback<{ url: string; end: () => void }>((resume) => {
    const child = spawn(process.execPath, [join(import.meta.dirname, "spans/outside.ts")])
    child.stderr.pipe(process.stderr)
    child.stdout.once("data", (port: Buffer) =>
      resume(Effect.succeed({ url: `http://127.0.0.1:${Number(port.toString())}`, end: () => child.kill() }))
    )
  }),
  ({ end }) => Effect.sync(end)
)

const Made = Schema.decodeUnknownSync(Schema.fromJsonString(Schema.Struct({ id: Schema.String })))

const newGoal = (address: string) =>
  Effect.promise(() =>
    fetch(`${address}/api/goals`, {
      method: "POST",
      headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
      body: goal
    })
      .then((response) => response.text())
      .then((text) => Made(text).id)
  )

/** Microseconds of this process for each request. */
const cost = (url: string, load: Load) =>
  Effect.promise(() => {
    const before = process.cpuUsage()
    return fetch(`${url}/load`, { method: "POST", body: JSON.stringify(load) })
      .then((response) => response.text())
      .then((answer) => {
        if (answer !== "done") throw new Error(answer)
        const { system, user } = process.cpuUsage(before)
        return (user + system) / load.requests
      })
  })

const median = (values: ReadonlyArray<number>) => values.toSorted((a, b) => a - b)[values.length >> 1] ?? 0

const compared = Effect.fnUntraced(function* (composition: "memory" | "embedded") {
  const { url } = yield* outside
  const servers = yield* Effect.forEach(Object.entries(settings), ([name, env]) =>
    Effect.gen(function* () {
      const plan = composition === "memory" ? Plan.memory : Plan.embedded({ directory: yield* temporary })
      const address = yield* served(plan, env(url))
      return { name, address, id: yield* newGoal(address), read: Array.empty<number>(), write: Array.empty<number>() }
    })
  )
  for (let turn = 0; turn <= turns; turn++) {
    // Each is the first in turn: whoever is pays for the rubbish of the one before.
    const order = [...servers.slice(turn % servers.length), ...servers.slice(0, turn % servers.length)]
    for (const { address, id, read, write } of order) {
      const made = yield* cost(url, { url: `${address}/api/goals`, token, requests: requests / 5, body: goal })
      const seen = yield* cost(url, { url: `${address}/api/goals/${id}`, token, requests })
      // The first turn finds code that was never run.
      if (turn === 0) continue
      write.push(made)
      read.push(seen)
    }
  }
  yield* Effect.forEach(servers, (server) => Console.log(`${composition}, ${told(server, servers[0])}`))
}, Effect.scoped)

interface Costs {
  readonly name: string
  readonly read: Array<number>
  readonly write: Array<number>
}

/** What requests cost it, and how many times as much as they cost the first one in the same turn. */
const told = (own: Costs, first: Costs = own) => {
  const line = (what: string, of: "read" | "write") => {
    const ratios = own[of].map((each, turn) => each / (first[of][turn] ?? 1))
    return `${what} ${median(own[of]).toFixed(0)} µs, ${median(ratios).toFixed(2)} times`
  }
  return `${own.name}: ${line("GET /api/goals/:id", "read")}; ${line("POST /api/goals", "write")}`
}

const goal = JSON.stringify({ title: "Understand number # of many" })

const temporary = Effect.acquireRelease(
  Effect.promise(() => mkdtemp(join(tmpdir(), "loopi-bench-"))),
  (directory) => Effect.promise(() => rm(directory, { recursive: true, force: true }))
)

await Effect.runPromise(Effect.forEach(["memory", "embedded"] as const, compared, { discard: true }))
