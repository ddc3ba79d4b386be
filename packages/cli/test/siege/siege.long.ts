/**
 * A siege: 500 connections that send their headers byte by byte, 500 that do so with a body, and 500 that say nothing,
 * for a minute. Everybody is cut on time, and a learner waits at most twice as long as before.
 */
import { assert, it } from "@effect/vitest"
import { Effect } from "effect"
import { idle, idleAfterwards, slowBody, slowHeader, type Way } from "./attackers.ts"
import { attackersApart } from "./attackersApart.ts"
import { asksOnAndOn, besieged, figuresOf, quantile, tookOf } from "./besieged.ts"

const seconds = 60

/** How long each may last: its time-out, a look at it every second, and a busy machine. */
const most: ReadonlyArray<readonly [Way, number]> = [
  [slowHeader, 10_000],
  [slowBody, 30_000],
  [idle, 10_000],
  [idleAfterwards, 6_000]
]
const late = 3_000

type Ways = typeof most

/** With so many from each of two addresses, of which one alone may not hold all. */
const besiege = (port: number, ways: Ways) =>
  Effect.map(
    attackersApart(
      port,
      ways.flatMap(([way], i) => [2, 3].map((host) => ({ way, count: 250, from: `127.0.${i + 1}.${host}` }))),
      seconds
    ),
    (attacks) =>
      ways.map((_, i) => {
        const both = attacks.slice(2 * i, 2 * i + 2)
        return { held: both.flatMap(({ held }) => held), open: both.reduce((sum, { open }) => sum + open, 0) }
      })
  )

/** A learner at the besieged server, and one at another server on the same machine at the same time. */
const siege = (ways: Ways, env: Record<string, string>) =>
  Effect.gen(function* () {
    const [there, elsewhere] = [yield* besieged(env), yield* besieged(env)]
    yield* asksOnAndOn(there.port, 2)
    yield* asksOnAndOn(elsewhere.port, 2)
    const learners = Effect.all([asksOnAndOn(there.port, seconds - 5), asksOnAndOn(elsewhere.port, seconds - 5)], {
      concurrency: "unbounded"
    })
    const [attacked, [war, peace]] = yield* Effect.all(
      [besiege(there.port, ways), Effect.delay(learners, "3 seconds")],
      {
        concurrency: "unbounded"
      }
    )
    const lines = attacked.map(
      ({ held, open }, i) =>
        `${ways[i]?.[0].name}: ${Math.round(open)} open, ${held.length} cut, at ${Math.round(quantile(held, 0.5))} to ` +
        `${Math.round(Math.max(...held))} ms`
    )
    process.stdout.write(`${[`in war ${figuresOf(war)}`, `in peace ${figuresOf(peace)}`, ...lines].join("\n  ")}\n`)
    assert.strictEqual(war.filter(({ status }) => status !== 200).length, 0)
    return { attacked, war: tookOf(war, 0.99), peace: tookOf(peace, 0.99) }
  })

for (const [title, ways] of [
  ["of 1,500 slow and silent connections", most.slice(0, 3)],
  ["of 500 who wait after an answer", most.slice(3)]
] as const) {
  it.live(
    `a siege ${title} is cut on time, and a learner waits at most twice as long as elsewhere`,
    () =>
      Effect.gen(function* () {
        const { attacked, peace, war } = yield* siege(ways, {})
        for (const [i, { held }] of attacked.entries()) {
          const [way, longest] = ways[i] ?? [idle, 0]
          assert.isAtLeast(held.length, 500, way.name)
          assert.isAtMost(Math.max(...held), longest + late, way.name)
        }
        // Of small numbers the noise of the machine is more than double.
        assert.isAtMost(war, 2 * peace + 10)
      }),
    200_000
  )
}

it.live(
  "a siege of more connections than are held is answered by giving way: every learner is served",
  () => siege(most.slice(0, 3), { LOOPI_MAX_CONNECTIONS: "1000" }),
  200_000
)
