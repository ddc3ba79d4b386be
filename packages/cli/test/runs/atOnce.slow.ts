/**
 * Many requests at once, spread over two machines that share a database: one run for one key, and no call over the cap.
 */
import { assert, describe, it } from "@effect/vitest"
import { Effect, Layer, Option, Schema } from "effect"
import { hasPostgres } from "../crash/harness/LocalPostgres.ts"
import { machinesIn, newPlaceFor, told } from "./harness/atWork.ts"
import { watched } from "./harness/events.ts"
import type { Ask, Machine } from "./harness/Machine.ts"
import { readTables, tablesOf } from "./harness/Tables.ts"
import { startModels } from "./model/Models.ts"
import { wordsFor } from "./model/words.ts"

const Id = Schema.Struct({ id: Schema.String })
const Refusal = Schema.Struct({ code: Schema.String })
const decodeGoal = Schema.decodeUnknownSync(Schema.fromJsonString(Schema.Struct({ id: Schema.String, run: Id })))
const decodeId = Schema.decodeUnknownSync(Schema.fromJsonString(Id))
const decodeTree = Schema.decodeUnknownSync(Schema.fromJsonString(Schema.Struct({ nodes: Schema.Array(Id) })))
const decodeRefusal = Schema.decodeUnknownSync(Schema.fromJsonString(Refusal))

/** All at once, one half on each machine. */
const spread = (machines: ReadonlyArray<Machine>, asks: ReadonlyArray<Ask>) =>
  Effect.forEach(
    asks,
    (ask, i) => Effect.map(machines[i % machines.length]?.ask(ask) ?? Effect.succeedNone, Option.getOrUndefined),
    { concurrency: "unbounded" }
  )

/** A goal with its tree. */
const grown = Effect.fnUntraced(function* (machine: Machine) {
  const goal = decodeGoal(
    yield* told(machine, { method: "POST", path: "/api/goals", body: { title: "Know the words", grow: true } })
  )
  yield* watched([machine], goal.run.id, Number.POSITIVE_INFINITY)
  const { nodes } = decodeTree(yield* told(machine, { path: `/api/goals/${goal.id}/skill-tree` }))
  return { goalId: goal.id, nodeId: nodes[1]?.id }
})

const sameRun = Effect.gen(function* () {
  const place = yield* newPlaceFor("postgres")
  const machines = yield* machinesIn(place, yield* startModels(2))
  const again = (path: string, key: string, body: unknown) =>
    spread(
      machines,
      Array.from({ length: 100 }, () => ({ method: "POST", path, headers: { "idempotency-key": key }, body }))
    )

  const begun = yield* again("/api/goals", "a goal", { title: "Know the words", grow: true })
  const goals = begun.map((answer) => decodeGoal(answer?.text ?? ""))
  assert.strictEqual(new Set(goals.map(({ id, run }) => `${id} ${run.id}`)).size, 1)
  const [goal] = goals
  assert.isDefined(goal)
  yield* watched(machines, goal.run.id, Number.POSITIVE_INFINITY)

  const answers = yield* again("/api/flashcards/generate", "its cards", { goalId: goal.id })
  assert.deepStrictEqual([...new Set(answers.map((answer) => answer?.status))], [202])
  assert.strictEqual(new Set(answers.map((answer) => decodeId(answer?.text ?? "").id)).size, 1)
  const tables = yield* Effect.provide(readTables, Layer.fresh(tablesOf(place)))
  assert.deepStrictEqual([tables.goals.length, tables.runs.length], [1, 2])
}).pipe(Effect.scoped)

interface Counted {
  readonly inputTokens: number | null
  readonly outputTokens: number | null
}

const tokens = (rows: ReadonlyArray<Counted>): ReadonlyArray<string> =>
  rows.map(({ inputTokens, outputTokens }) => `${inputTokens} in, ${outputTokens} out`).toSorted()

const capped = Effect.gen(function* () {
  const place = yield* newPlaceFor("postgres")
  const models = yield* startModels(2)
  const [before] = yield* machinesIn(place, models)
  assert.isDefined(before)
  const skill = yield* grown(before)
  const cards = yield* Effect.forEach(Array(200).keys(), (i) => {
    const [asked = "", answer = ""] = wordsFor(`card ${i}`, 2)
    const body = { ...skill, question: `What is ${asked}?`, answer }
    return Effect.map(told(before, { method: "POST", path: "/api/flashcards", body }), (text) => decodeId(text).id)
  })
  const used = models.calls.length
  const machines = yield* machinesIn(place, models, { LOOPI_CALLS_PER_DAY: `${used + 10}` })
  const asks = cards.map((id) => ({
    method: "POST" as const,
    path: `/api/flashcards/${id}/refine`,
    body: { feedback: "Ask for the cause." }
  }))
  const answers = yield* spread(machines, asks)

  assert.strictEqual(models.calls.length - used, 10)
  const refused = answers.filter((answer) => answer?.status !== 200)
  assert.strictEqual(refused.length, 190)
  assert.deepStrictEqual(
    [...new Set(refused.map((answer) => decodeRefusal(answer?.text ?? "{}").code))],
    ["budget_exceeded"]
  )
  const { ledger } = yield* Effect.provide(readTables, Layer.fresh(tablesOf(place)))
  assert.deepStrictEqual(tokens(ledger), tokens(models.calls))
}).pipe(Effect.scoped)

const timeout = 240_000

describe.runIf(hasPostgres)("on two machines", () => {
  it.live("the same Idempotency-Key a hundred times at once is one goal and one run", () => sameRun, timeout)
  it.live(
    "of 200 requests at once, ten are made under a cap of ten; the ledger is the model's own count",
    () => capped,
    timeout
  )
})

if (!hasPostgres) it.skip("requests on two machines: skipped, for want of the binaries of Postgres")
