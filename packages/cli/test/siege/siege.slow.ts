/**
 * A siege: 500 connections that send their headers byte by byte, 500 that do so with a body, and 500 that say nothing,
 * for a minute. Everybody is cut on time, and a learner waits at most twice as long as before.
 */
import { assert, it } from "@effect/vitest"
import { Effect } from "effect"
import { attack, idle, idleAfterwards, slowBody, slowHeader, type Way } from "./attackers.ts"
import { asksOnAndOn, besieged, quantile } from "./besieged.ts"

const seconds = 60

/** With so many from each of two addresses, of which one alone may not hold all. */
const besiege = (port: number, way: Way, i: number) =>
  Effect.map(
    Effect.all(
      [2, 3].map((host) => attack(port, way, 250, `127.0.${i}.${host}`, seconds)),
      { concurrency: "unbounded" }
    ),
    (halves) => ({
      held: halves.flatMap(({ held }) => held),
      open: halves.reduce((sum, { open }) => sum + open, 0)
    })
  )

/** How long each may last: its time-out, a look at it every second, and a busy machine. */
const most: ReadonlyArray<readonly [Way, number]> = [
  [slowHeader, 10_000],
  [slowBody, 30_000],
  [idle, 10_000],
  [idleAfterwards, 6_000]
]
const late = 3_000

for (const [title, ways, maxConnections] of [
  ["of 1,500 connections is held off by time-outs", most.slice(0, 3), 5_000],
  ["of 1,500 connections, where 1,000 are held, is held off by giving way", most.slice(0, 3), 1_000],
  ["of those who wait after an answer is held off", most.slice(3), 5_000]
] as const) {
  it.live(
    `a siege ${title}`,
    () =>
      Effect.gen(function* () {
        const { port } = yield* besieged({ LOOPI_MAX_CONNECTIONS: `${maxConnections}` })
        const attacks = Effect.all(
          ways.map(([way], i) => besiege(port, way, i + 1)),
          { concurrency: "unbounded" }
        )
        yield* asksOnAndOn(port, 3)
        const peace = (yield* asksOnAndOn(port, 30)).map(({ took }) => took)
        const [attacked, answers] = yield* Effect.all(
          [attacks, Effect.delay(asksOnAndOn(port, seconds - 5), "3 seconds")],
          { concurrency: "unbounded" }
        )
        const war = answers.map(({ took }) => took)

        const lines = attacked.map(
          ({ held, open }, i) =>
            `${ways[i]?.[0].name}: ${Math.round(open)} open, ${held.length} cut, at ${Math.round(quantile(held, 0.5))} to ` +
            `${Math.round(Math.max(...held))} ms`
        )
        const figures = (times: ReadonlyArray<number>) =>
          `p50 ${quantile(times, 0.5).toFixed(1)}, p99 ${quantile(times, 0.99).toFixed(1)} ms`
        process.stdout.write(`${[`in peace ${figures(peace)}`, `in war ${figures(war)}`, ...lines].join("\n  ")}\n`)

        assert.strictEqual(answers.filter(({ status }) => status !== 200).length, 0)
        for (const [i, { held }] of attacked.entries()) {
          const [way, longest] = ways[i] ?? [idle, 0]
          assert.isAtLeast(held.length, 500, way.name)
          assert.isAtMost(Math.max(...held), longest + late, way.name)
        }
        // Of small numbers the noise of the machine is more than double.
        assert.isAtMost(quantile(war, 0.99), Math.max(2 * quantile(peace, 0.99), 50))
      }),
    200_000
  )
}
