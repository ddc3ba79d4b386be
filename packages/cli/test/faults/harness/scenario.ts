/**
 * One dependency, one fault: what learners meet when it begins, once it is known, and how soon it is over.
 */
import { assert } from "@effect/vitest"
import { Effect } from "effect"
import type { Ask } from "./asking.ts"
import type { Learner } from "./prepared.ts"
import { recovered } from "./recovered.ts"
import { besides, isWell, line, promised, round, type Tally } from "./round.ts"

export interface Scenario {
  readonly name: string
  readonly begin: Effect.Effect<unknown>
  readonly end: Effect.Effect<unknown>
}

export interface Told {
  readonly name: string
  readonly first: ReadonlyArray<Tally>
  readonly known: ReadonlyArray<Tally>
  readonly back: number
}

/** What a wire can do to those who talk over it. */
export const wires = ["refuse", "reset", "hang", "drip", "garbage"] as const

/** Prints what came of it. `rounds` is how often everything is done at once. */
export const played = Effect.fnUntraced(function* (ask: Ask, learner: Learner, scenario: Scenario, rounds = 3) {
  yield* scenario.begin
  const first = yield* round(ask, learner, 1, ["add goal", "search", "health"])
  // A call that began with the fault may still be waited for: then nobody knows yet.
  yield* Effect.sleep("500 millis")
  const known = yield* round(ask, learner, rounds, [...besides, "health"])
  yield* scenario.end
  const told: Told = { name: scenario.name, first, known, back: yield* recovered(ask) }
  process.stdout.write(`${report(told)}\n`)
  return told
})

/**
 * What learners were promised went well, it is soon over, and every answer says what is missing; `undefined` where that
 * depends on who asks just then.
 */
export const keepsPromises = ({ back, first, known, name }: Told, missing: string | undefined): void => {
  assert.isBelow(back, 20_000, name)
  const deeds = new Set<string>([...promised, "add goal", "add card", "health"])
  for (const tally of [...first, ...known].filter(({ deed }) => deeds.has(deed))) {
    assert.isTrue(tally.answers.every(isWell), `${name}: ${line(tally)}`)
  }
  if (missing === undefined) return
  for (const { answers, deed } of known) {
    assert.deepStrictEqual([...new Set(answers.map(({ degraded }) => degraded))], [missing], `${name}: ${deed}`)
  }
}

const report = ({ back, first, known, name }: Told): string =>
  [
    name,
    ...first.map((it) => `  at first: ${line(it)}`),
    ...known.map((it) => `  then: ${line(it)}`),
    `  back after ${back} ms`
  ].join("\n")
