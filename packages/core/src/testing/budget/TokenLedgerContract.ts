/**
 * What every `TokenLedger` must do: no cap is passed, however many ask at once, and what was spent adds up.
 */
import { assert, it, type Vitest } from "@effect/vitest"
import { Array, DateTime, Effect, type Layer } from "effect"
import {
  type BudgetCaps,
  BudgetExceeded,
  budgetDayOf,
  type ModelCall,
  resetsAt
} from "../../domain/budget/TokenLedger.ts"
import type { UserId } from "../../domain/users/User.ts"
import { TokenLedger } from "../../ports/budget/TokenLedger.ts"
import type { UserStore } from "../../ports/users/UserStore.ts"
import { january, newLearner } from "../fixtures.ts"
import { makeCall } from "../runs/runs.ts"

type Ports = TokenLedger | UserStore
type It = Vitest.MethodsNonLive<Ports>

export const suite = <E>(adapter: string, layer: Layer.Layer<Ports, E>): void =>
  it.layer(layer, { timeout: "60 seconds" })(`a TokenLedger (${adapter})`, (it) => {
    keepsCaps(it)
    settles(it)
    reports(it)
  })

const roomy: BudgetCaps = { callsPerDay: 1_000, tokensPerDay: 10_000_000 }
const today = budgetDayOf(january(5))

/** A call that is reserved. */
const newCall = Effect.fnUntraced(function* (userId: UserId, fields: Partial<ModelCall> = {}) {
  const ledger = yield* TokenLedger
  const call = yield* makeCall(userId, fields)
  yield* Effect.orDie(ledger.reserve(call, roomy))
  return call
})

const settling = Effect.fnUntraced(function* ({ id, userId }: ModelCall, inputTokens: number, outputTokens: number) {
  const ledger = yield* TokenLedger
  yield* ledger.settle(userId, id, { outcome: "succeeded", usage: { inputTokens, outputTokens }, at: january(6) })
})

const keepsCaps = (it: It): void => {
  it.effect("lets ten calls through under two hundred at once, where the day allows ten", () =>
    Effect.gen(function* () {
      const ledger = yield* TokenLedger
      const learner = yield* newLearner
      const calls = yield* Effect.replicateEffect(makeCall(learner), 200)
      const caps = { ...roomy, callsPerDay: 10 }
      const outcomes = yield* Effect.forEach(calls, (call) => Effect.result(ledger.reserve(call, caps)), {
        concurrency: "unbounded"
      })
      const refusal = BudgetExceeded.make({ limit: "calls_per_day", cap: 10, resetsAt: january(6, 0) })
      const refused = outcomes.filter((outcome) => outcome._tag === "Failure").map(({ failure }) => failure)
      assert.lengthOf(refused, 190)
      for (const one of refused) assert.deepStrictEqual(one, refusal)
      const spent = { day: today, calls: 10, open: 10, inputTokens: 1_000, outputTokens: 500 }
      assert.deepStrictEqual(yield* ledger.spent(learner, today), spent)
    })
  )

  it.effect("lets ten calls through under two hundred at once, where the tokens are enough for ten", () =>
    Effect.gen(function* () {
      const ledger = yield* TokenLedger
      const learner = yield* newLearner
      const calls = yield* Effect.replicateEffect(makeCall(learner), 200)
      const caps = { ...roomy, tokensPerDay: 1_649 }
      const outcomes = yield* Effect.forEach(calls, (call) => Effect.result(ledger.reserve(call, caps)), {
        concurrency: "unbounded"
      })
      assert.lengthOf(
        outcomes.filter((outcome) => outcome._tag === "Success"),
        10
      )
      const refusal = BudgetExceeded.make({ limit: "tokens_per_day", cap: 1_649, resetsAt: resetsAt(today) })
      assert.deepStrictEqual(yield* Effect.flip(ledger.reserve(yield* makeCall(learner), caps)), refusal)
      // To the last token.
      yield* ledger.reserve(yield* makeCall(learner, { reserved: { inputTokens: 149, outputTokens: 0 } }), caps)
    })
  )

  it.effect("makes room by what a call did not take, and none by what it took beyond", () =>
    Effect.gen(function* () {
      const ledger = yield* TokenLedger
      const learner = yield* newLearner
      const caps = { ...roomy, tokensPerDay: 300 }
      const [a] = [yield* newCall(learner), yield* newCall(learner)]
      const next = yield* makeCall(learner)
      assert.strictEqual((yield* Effect.flip(ledger.reserve(next, caps)))._tag, "BudgetExceeded")
      yield* settling(a, 0, 0)
      yield* ledger.reserve(next, caps)
      yield* settling(next, 1_000, 0)
      const small = { reserved: { inputTokens: 0, outputTokens: 0 } }
      const refusal = yield* Effect.flip(ledger.reserve(yield* makeCall(learner, small), caps))
      assert.deepInclude(refusal, { limit: "tokens_per_day" })
    })
  )

  it.effect("counts each day and each learner alone", () =>
    Effect.gen(function* () {
      const ledger = yield* TokenLedger
      const [learner, other] = [yield* newLearner, yield* newLearner]
      const tight = { ...roomy, callsPerDay: 1 }
      const lastMoment = DateTime.subtract(january(6, 0), { milliseconds: 1 })
      yield* ledger.reserve(yield* makeCall(learner, { startedAt: lastMoment }), tight)
      yield* ledger.reserve(yield* makeCall(learner, { startedAt: january(6, 0) }), tight)
      yield* ledger.reserve(yield* makeCall(other, { startedAt: lastMoment }), tight)
      const refused = yield* Effect.flip(ledger.reserve(yield* makeCall(learner, { startedAt: january(5, 0) }), tight))
      assert.deepInclude(refused, { resetsAt: january(6, 0) })
    })
  )

  it.effect("counts the same call once, and nothing of one it refused", () =>
    Effect.gen(function* () {
      const ledger = yield* TokenLedger
      const learner = yield* newLearner
      const call = yield* makeCall(learner)
      for (const caps of [roomy, roomy, { ...roomy, callsPerDay: 1 }]) {
        yield* Effect.all(
          Array.makeBy(10, () => ledger.reserve(call, caps)),
          { concurrency: "unbounded" }
        )
      }
      yield* Effect.flip(ledger.reserve(yield* makeCall(learner), { ...roomy, callsPerDay: 1 }))
      assert.deepInclude(yield* ledger.spent(learner, today), { calls: 1, open: 1, inputTokens: 100 })
    })
  )
}

const settles = (it: It): void => {
  it.effect("settles a call once, on the day it started", () =>
    Effect.gen(function* () {
      const ledger = yield* TokenLedger
      const call = yield* newCall(yield* newLearner)
      yield* Effect.all(
        Array.makeBy(20, (i) => settling(call, 70 + i, 30 + i)),
        { concurrency: "unbounded" }
      )
      const spent = yield* ledger.spent(call.userId, today)
      const { inputTokens, outputTokens } = spent
      assert.isTrue(inputTokens >= 70 && inputTokens < 90)
      assert.strictEqual(inputTokens - outputTokens, 40)
      const failed = { outcome: "failed", usage: { inputTokens: 1, outputTokens: 1 }, at: january(9) } as const
      yield* ledger.settle(call.userId, call.id, failed)
      assert.deepStrictEqual(yield* ledger.spent(call.userId, today), spent)
      assert.deepInclude(yield* ledger.spent(call.userId, budgetDayOf(january(6))), { calls: 0, inputTokens: 0 })
    })
  )

  it.effect("settles nobody else's call, and none that was never reserved", () =>
    Effect.gen(function* () {
      const ledger = yield* TokenLedger
      const call = yield* newCall(yield* newLearner)
      const other = yield* newLearner
      const end = { outcome: "succeeded", usage: { inputTokens: 1, outputTokens: 1 }, at: january(6) } as const
      yield* ledger.settle(other, call.id, end)
      yield* settling(yield* makeCall(call.userId), 5, 5)
      const open = { day: today, calls: 1, open: 1, inputTokens: 100, outputTokens: 50 }
      assert.deepStrictEqual(yield* ledger.spent(call.userId, today), open)
      const nothing = { day: today, calls: 0, open: 0, inputTokens: 0, outputTokens: 0 }
      assert.deepStrictEqual(yield* ledger.spent(other, today), nothing)
    })
  )
}

const reports = (it: It): void => {
  it.effect("reports what was spent on what, newest day first", () =>
    Effect.gen(function* () {
      const ledger = yield* TokenLedger
      const learner = yield* newLearner
      yield* newCall(yield* newLearner)
      yield* newCall(learner, { startedAt: january(3), purpose: "tree" })
      yield* settling(yield* newCall(learner, { startedAt: january(4) }), 10, 5)
      yield* newCall(learner, { startedAt: january(4), model: "a" })
      yield* newCall(learner, { startedAt: january(4), model: "Z" })
      yield* settling(yield* newCall(learner, { startedAt: january(4) }), 20, 5)
      yield* newCall(learner, { startedAt: january(4), purpose: "plan" })
      yield* newCall(learner, { startedAt: january(5) })
      yield* newCall(learner, { startedAt: january(6) })
      const open = { calls: 1, open: 1, inputTokens: 100, outputTokens: 50 }
      const [from, to] = [today - 1, today]
      assert.deepStrictEqual(yield* ledger.report(learner, { from, to }), [
        { day: today, purpose: "write", model: "claude-sonnet-5", ...open },
        { day: from, purpose: "plan", model: "claude-sonnet-5", ...open },
        { day: from, purpose: "write", model: "Z", ...open },
        { day: from, purpose: "write", model: "a", ...open },
        { day: from, purpose: "write", model: "claude-sonnet-5", calls: 2, open: 0, inputTokens: 30, outputTokens: 10 }
      ])
    })
  )

  it.effect("spends what its report adds up to, whatever is reserved and settled at once", () =>
    Effect.gen(function* () {
      const ledger = yield* TokenLedger
      const learner = yield* newLearner
      yield* Effect.forEach(
        Array.range(1, 60),
        Effect.fnUntraced(function* (i) {
          const call = yield* newCall(learner, { purpose: i % 2 === 0 ? "plan" : "write" })
          if (i % 3 !== 0) yield* settling(call, i, 2 * i)
        }),
        { concurrency: "unbounded", discard: true }
      )
      const report = yield* ledger.report(learner, { from: today, to: today })
      const sum = (of: "calls" | "open" | "inputTokens" | "outputTokens") =>
        report.reduce((total, it) => total + it[of], 0)
      const settled = Array.range(1, 60).filter((i) => i % 3 !== 0)
      const tokens = settled.reduce((total, i) => total + i, 0)
      assert.deepStrictEqual(yield* ledger.spent(learner, today), {
        day: today,
        calls: sum("calls"),
        open: sum("open"),
        inputTokens: sum("inputTokens"),
        outputTokens: sum("outputTokens")
      })
      assert.strictEqual(sum("open"), 20)
      assert.strictEqual(sum("inputTokens"), 20 * 100 + tokens)
      assert.strictEqual(sum("outputTokens"), 20 * 50 + 2 * tokens)
    })
  )
}
