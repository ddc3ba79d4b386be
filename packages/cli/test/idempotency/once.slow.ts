/**
 * That what is sent with a key is done once, in every composition that keeps anything: asked at once, on a server of
 * Postgres by two processes, and killed before they answer.
 */
import { assert, it } from "@effect/vitest"
import { Array, Effect, Option } from "effect"
import { hasPostgres } from "../crash/harness/LocalPostgres.ts"
import type { CompositionUnderTest } from "../crash/harness/place.ts"
import type { Machine } from "../runs/harness/Machine.ts"
import { countsOf, machinesOf, requestsTo, sendToTheDying, sendWith } from "./machines.ts"

const doesOnce = (composition: CompositionUnderTest, many: 1 | 2): void =>
  it.live(
    `${composition}: a request is done once, sent a hundred times at once, and again when its server was killed`,
    () => Effect.scoped(Effect.flatMap(machinesOf(composition, many), asked)),
    240_000
  )

const asked = Effect.fnUntraced(function* (machines: ReadonlyArray<Machine>) {
  const [first = assert.fail("no machine")] = machines
  const { dying, spread } = yield* requestsTo(first)
  const before = yield* countsOf(first)
  for (const [sort, request] of Object.entries(spread)) {
    const send = (machine = first) => sendWith(machine, `a key for ${sort}`, request)
    const sent = Array.makeBy(100, (i) => send(machines[i % machines.length]))
    const told = (yield* Effect.all(sent, { concurrency: "unbounded" })).map(Option.getOrThrow)
    const done = told.filter(({ status }) => status < 300)
    const all = told.map(({ status, text }) => `${status} ${text}`).join("\n")
    assert.isTrue(
      told.every(({ status }) => status < 300 || status === 409),
      all
    )
    assert.lengthOf(
      done.filter(({ replayed }) => !replayed),
      1,
      all
    )
    assert.strictEqual(new Set(done.map(({ text }) => text)).size, 1)
    assert.isTrue(Option.getOrThrow(yield* send()).replayed)
  }
  for (const [sort, request] of Object.entries(dying)) {
    assert.isTrue(Option.isNone(yield* sendToTheDying(first, `a dying key for ${sort}`, request)))
    const again = Option.getOrThrow(yield* sendWith(first, `a dying key for ${sort}`, request))
    assert.deepStrictEqual([again.status < 300, again.replayed], [true, true], again.text)
  }
  const { cards, goals, notes, reviews } = before
  const after = { goals: goals + 2, notes: notes + 1, cards: cards + 1, reviews: reviews + 2 }
  assert.deepStrictEqual(yield* countsOf(first), after)
})

doesOnce("embedded", 1)
doesOnce("lancedb-study", 1)
if (hasPostgres) {
  doesOnce("hybrid", 2)
  doesOnce("postgres", 2)
} else it.skip("requests on two servers: skipped, for want of the binaries of Postgres")
