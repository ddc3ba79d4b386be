/**
 * kill -9 of one of two machines in the middle of its runs: the other one finishes them, and no step takes effect twice.
 */
import { assert, it } from "@effect/vitest"
import { Ids } from "@loopi/core"
import { Server } from "@loopi/postgres"
import { Array, Effect, Order, Redacted } from "effect"
import { SqlClient } from "effect/sql"
import { type Child, startChild } from "../embedded/children.ts"
import { layer as layerServer, TestServer, withServer } from "../server.ts"

const rounds = 5
const runs = 20
const steps = 5

/** Silence, and then the next look at who is there. */
const patience = 15_000

withServer("machines that are killed", () =>
  it.layer(layerServer, { timeout: "60 seconds", excludeTestServices: true })("machines that are killed", (it) => {
    it.effect(`have their runs finished by the other one, ${rounds} times`, () =>
      Effect.gen(function* () {
        const { admin, runtime } = yield* (yield* TestServer).newMigrated
        const start = Effect.fnUntraced(function* (name: string) {
          const urls = [Redacted.value(runtime), Redacted.value(admin)]
          const child = yield* startChild("../../flows/children/machine.ts", ...urls, name)
          assert.strictEqual(yield* child.line, "ready")
          return { child, name }
        })
        yield* Effect.provide(killing(start), Server.layer(admin, { maxConnections: 2 }), { local: true })
      })
    )
  })
)

interface Machine {
  readonly child: Child
  readonly name: string
}

const killing = Effect.fnUntraced(function* <E, R>(start: (name: string) => Effect.Effect<Machine, E, R>) {
  const sql = yield* SqlClient.SqlClient
  yield* sql`CREATE TABLE kept (run UUID, step INT, PRIMARY KEY (run, step))`
  yield* sql`CREATE TABLE calls (run UUID, step INT, machine TEXT, at TIMESTAMPTZ)`
  let [survivor, victim] = [yield* start("0"), yield* start("1")]
  const gaps: Array<number> = []
  for (let round = 1; round <= rounds; round++) {
    // In the middle: the victim has its share, and is at it.
    const launched: Array<string> = []
    while ((yield* begunBy(victim.name, launched)).length < 3) {
      launched.push(...(yield* launching([survivor, victim])))
      yield* Effect.repeat(countBegun(launched), { until: (count) => count === launched.length })
    }
    victim.child.kill("SIGKILL")
    const held = yield* begunBy(victim.name, launched)
    const next = yield* start(`${round + 1}`)
    yield* Effect.repeat(countKept(launched), { until: (count) => count === launched.length * steps })
    gaps.push(...(yield* gapsOf(victim.name, held)))
    ;[survivor, victim] = [next, survivor]
  }
  const [most] = yield* sql<{ readonly calls: number }>`
    SELECT count(*)::int AS calls FROM calls GROUP BY run, step ORDER BY calls DESC LIMIT 1
  `
  const sorted = Array.sort(gaps, Order.Number)
  process.stderr.write(`Taken over after ${sorted[0]} to ${sorted.at(-1)} ms, ${sorted.length} runs.\n`)
  assert.isAtMost(sorted.at(-1) ?? 0, patience)
  // Each step may be under way at one kill.
  assert.isAtMost(most?.calls ?? 0, 2)
})

const launching = Effect.fnUntraced(function* (machines: ReadonlyArray<Machine>) {
  const ids = yield* Ids
  const launched = yield* Effect.replicateEffect(ids.next, runs)
  for (const [i, run] of launched.entries()) machines[i % machines.length]?.child.say(run)
  return launched
})

const countBegun = (launched: ReadonlyArray<string>) =>
  SqlClient.SqlClient.use((sql) =>
    Effect.map(
      sql<{ readonly count: number }>`
        SELECT count(DISTINCT run)::int AS count FROM calls WHERE run = ANY(${launched}::uuid[])
      `,
      ([row]) => row?.count
    )
  )

const countKept = (launched: ReadonlyArray<string>) =>
  SqlClient.SqlClient.use((sql) =>
    Effect.map(
      sql<{ readonly count: number }>`SELECT count(*)::int AS count FROM kept WHERE run = ANY(${launched}::uuid[])`,
      ([row]) => row?.count
    )
  )

/** Runs that are not finished, and that this machine was the last one at. */
const begunBy = (machine: string, launched: ReadonlyArray<string>) =>
  SqlClient.SqlClient.use((sql) =>
    Effect.map(
      sql<{ readonly run: string }>`
        SELECT run FROM calls WHERE run = ANY(${launched}::uuid[])
          AND run NOT IN (SELECT run FROM kept GROUP BY run HAVING count(*) = ${steps})
        GROUP BY run HAVING (array_agg(machine ORDER BY at DESC))[1] = ${machine}
      `,
      (rows) => rows.map(({ run }) => run)
    )
  )

/** In milliseconds, from what the dead one did last to what another one did first. */
const gapsOf = (dead: string, held: ReadonlyArray<string>) =>
  SqlClient.SqlClient.use((sql) =>
    Effect.map(
      sql<{ readonly gap: number }>`
        SELECT (extract(epoch FROM min(at) FILTER (WHERE machine <> ${dead}) - max(at) FILTER (WHERE machine = ${dead}))
          * 1000)::float AS gap
        FROM calls WHERE run = ANY(${held}::uuid[]) GROUP BY run
      `,
      (rows) => rows.map(({ gap }) => Math.round(gap))
    )
  )
