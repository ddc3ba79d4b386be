/**
 * That what is sent with a key is done once, in every composition that keeps anything: asked at once, on a server of
 * Postgres by two processes, and killed before they answer.
 */
import { assert, it } from "@effect/vitest"
import { Array, Effect, Option } from "effect"
import { hasPostgres } from "../crash/harness/LocalPostgres.ts"
import type { CompositionUnderTest } from "../crash/harness/place.ts"
import type { Machine } from "../runs/harness/Machine.ts"
import { countsOf, machinesOf, type Request, requestsTo, sendToTheDying, sendWith } from "./machines.ts"

const doesOnce = (composition: CompositionUnderTest, many: 1 | 2): void =>
  it.live(
    `${composition}: a request is done once, sent a hundred times at once, and again when its server was killed`,
    () => Effect.scoped(Effect.flatMap(machinesOf(composition, many), asked)),
    240_000
  )

const asked = Effect.fnUntraced(function* (machines: ReadonlyArray<Machine>) {
  const [first = assert.fail("no machine")] = machines
  const { dying, run, spread } = yield* requestsTo(first)
  const before = yield* countsOf(first)
  for (const [sort, request] of Object.entries(spread)) yield* doneOnce(machines, `a key for ${sort}`, request)
  yield* oneRun(machines, run)
  for (const [sort, request] of Object.entries(dying)) yield* outlives(first, `a dying key for ${sort}`, request)
  const { cards, goals, notes, reviews } = before
  const after = { goals: goals + 3, notes: notes + 1, cards: cards + 1, reviews: reviews + 2 }
  assert.deepStrictEqual(yield* countsOf(first), after)
})

/** A hundred at once, one machine after the other. */
const spreadOver = Effect.fnUntraced(function* (machines: ReadonlyArray<Machine>, key: string, request: Request) {
  const sent = Array.makeBy(100, (i) =>
    sendWith(machines[i % machines.length] ?? assert.fail("no machine"), key, request)
  )
  return (yield* Effect.all(sent, { concurrency: "unbounded" })).map(Option.getOrThrow)
})

const doneOnce = Effect.fnUntraced(function* (machines: ReadonlyArray<Machine>, key: string, request: Request) {
  const told = yield* spreadOver(machines, key, request)
  const done = told.filter(({ status }) => status < 300)
  const others = told.filter(({ status }) => status >= 300)
  assert.isTrue(
    others.every(({ text }) => text.includes("request_in_progress")),
    others[0]?.text
  )
  assert.strictEqual(done.filter(({ replayed }) => !replayed).length, 1, key)
  assert.strictEqual(new Set(done.map(({ text }) => text)).size, 1, key)
  const again = yield* Effect.forEach(machines, (machine) => sendWith(machine, key, request))
  const { status, text } = done[0] ?? assert.fail(`${key}: nobody did it`)
  assert.deepStrictEqual(
    again.map(Option.getOrThrow),
    machines.map(() => ({ status, text, replayed: true }))
  )
})

const oneRun = Effect.fnUntraced(function* (machines: ReadonlyArray<Machine>, request: Request) {
  const told = yield* spreadOver(machines, "a key for a run", request)
  assert.deepStrictEqual([...new Set(told.map(({ status }) => status))], [201])
  assert.strictEqual(new Set(told.map(({ text }) => runIn(text))).size, 1)
})

/** The answer is lost, what was done is not. */
const outlives = Effect.fnUntraced(function* (machine: Machine, key: string, request: Request) {
  assert.isTrue(Option.isNone(yield* sendToTheDying(machine, key, request)), key)
  const again = Option.getOrThrow(yield* sendWith(machine, key, request))
  assert.deepStrictEqual([again.status < 300, again.replayed], [true, true], again.text)
})

const runIn = (text: string): unknown => JSON.parse(text).run.id

doesOnce("embedded", 1)
doesOnce("lancedb-study", 1)
if (hasPostgres) {
  doesOnce("hybrid", 2)
  doesOnce("postgres", 2)
} else it.skip("requests on two servers: skipped, for want of the binaries of Postgres")
