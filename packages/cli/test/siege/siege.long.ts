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
    Effect.forEach([2, 3], (host) => attack(port, way, 250, `127.0.${i}.${host}`, seconds), {
      concurrency: "unbounded"
    }),
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

type Ways = typeof most

/** A learner at the besieged server, and one at another server on the same machine at the same time. */
const siege = (ways: Ways, env: Record<string, string>) =>
  Effect.gen(function* () {
    const [there, elsewhere] = [yield* besieged(env), yield* besieged(env)]
    yield* asksOnAndOn(there.port, 2)
    yield* asksOnAndOn(elsewhere.port, 2)
    const learners = Effect.all([asksOnAndOn(there.port, seconds - 5), asksOnAndOn(elsewhere.port, seconds - 5)], {
      concurrency: "unbounded"
    })
    const attacks = Effect.forEach(ways, ([way], i) => besiege(there.port, way, i + 1), { concurrency: "unbounded" })
    const [attacked, [war, peace]] = yield* Effect.all([attacks, Effect.delay(learners, "3 seconds")], {
      concurrency: "unbounded"
    })
    const lines = attacked.map(
      ({ held, open }, i) =>
        `${ways[i]?.[0].name}: ${Math.round(open)} open, ${held.length} cut, at ${Math.round(quantile(held, 0.5))} to ` +
        `${Math.round(Math.max(...held))} ms`
    )
    process.stdout.write(`${[`in war ${figures(war)}`, `in peace ${figures(peace)}`, ...lines].join("\n  ")}\n`)
    assert.strictEqual(war.filter(({ status }) => status !== 200).length, 0)
    return { attacked, war: quantile(took(war), 0.99), peace: quantile(took(peace), 0.99) }
  })

type Answers = Effect.Success<ReturnType<typeof asksOnAndOn>>

const took = (answers: Answers) => answers.map(({ took }) => took)

const figures = (answers: Answers) =>
  `p50 ${quantile(took(answers), 0.5).toFixed(1)}, p99 ${quantile(took(answers), 0.99).toFixed(1)} ms`

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
