import { assert, describe, it } from "@effect/vitest"
import {
  Budget,
  CurrentPolicy,
  defaultPolicy,
  ModelBudget,
  type PlannedCall,
  type Policy,
  StoreUnavailable,
  TokenLedger,
  UserId
} from "@loopi/core"
import { MemoryStores } from "@loopi/core/memory"
import { fixtures } from "@loopi/core/testing"
import { Cause, Deferred, Effect, Exit, Fiber, Layer } from "effect"
import { TestClock } from "effect/testing"

const budgets = (policy: Partial<Policy> = {}, stores: Layer.Layer<TokenLedger> = MemoryStores.layer) =>
  Layer.mergeAll(Budget.layer, Budget.layerModels).pipe(
    Layer.provideMerge(stores),
    Layer.provide(Layer.succeed(CurrentPolicy, { ...defaultPolicy, ...policy }))
  )

const newCall = Effect.map(fixtures.makeUser(), ({ id }): PlannedCall => ({
  userId: UserId.make(id),
  runId: null,
  purpose: "write",
  model: "some-model",
  promptVersion: "write-1",
  most: { inputTokens: 1_000, outputTokens: 500 }
}))

const used = { inputTokens: 320, outputTokens: 80 }

describe("a metered call", () => {
  it.effect("is written down with what it told last, whatever becomes of it", () =>
    Effect.gen(function* () {
      const [budget, models, call] = [yield* Budget, yield* ModelBudget, yield* newCall]
      const answer = yield* models.metered(call, (tell) =>
        Effect.andThen(tell({ inputTokens: 320, outputTokens: 1 }), Effect.as(tell(used), "an answer"))
      )
      assert.strictEqual(answer, "an answer")
      const failed = yield* Effect.exit(
        models.metered(call, (tell) => Effect.andThen(tell(used), Effect.fail("cut off" as const)))
      )
      assert.isTrue(Exit.isFailure(failed) && Cause.squash(failed.cause) === "cut off")
      const told = yield* Deferred.make<void>()
      const hanging = yield* Effect.forkChild(
        models.metered(call, (tell) =>
          tell(used).pipe(Effect.andThen(Deferred.succeed(told, undefined)), Effect.andThen(Effect.never))
        )
      )
      yield* Deferred.await(told)
      const open = yield* budget.today(call.userId)
      assert.deepInclude(open, { calls: 3, open: 1, inputTokens: 1_640, outputTokens: 660 })
      yield* Fiber.interrupt(hanging)
      assert.deepInclude(yield* budget.today(call.userId), { calls: 3, open: 0, inputTokens: 960, outputTokens: 240 })
    }).pipe(Effect.provide(budgets()))
  )

  it.effect("is not made beyond the cap: of two hundred at once, ten", () =>
    Effect.gen(function* () {
      const [budget, models, call] = [yield* Budget, yield* ModelBudget, yield* newCall]
      let made = 0
      const one = models.metered(call, (tell) =>
        Effect.sync(() => void (made += 1)).pipe(Effect.andThen(Effect.yieldNow), Effect.andThen(tell(used)))
      )
      const exits = yield* Effect.replicateEffect(Effect.result(one), 200, { concurrency: "unbounded" })
      assert.strictEqual(made, 10)
      assert.strictEqual(exits.filter(({ _tag }) => _tag === "Success").length, 10)
      const refusal = yield* Effect.flip(one)
      assert.deepInclude(refusal, { _tag: "BudgetExceeded", limit: "calls_per_day", cap: 10 })
      assert.deepInclude(yield* budget.today(call.userId), { calls: 10, open: 0, inputTokens: 3_200 })
      yield* TestClock.adjust("1 day")
      yield* one
    }).pipe(Effect.provide(budgets({ callsPerDay: 10 })))
  )

  it.effect("is not lost where what it took cannot be written down: it stays open, at what was reserved", () => {
    const ledger = Layer.effect(
      TokenLedger,
      TokenLedger.use((it) =>
        Effect.succeed(
          TokenLedger.of({ ...it, settle: () => StoreUnavailable.make({ operation: "test", cause: "down" }) })
        )
      )
    ).pipe(Layer.provide(MemoryStores.layer))
    return Effect.gen(function* () {
      const [budget, models, call] = [yield* Budget, yield* ModelBudget, yield* newCall]
      const fiber = yield* Effect.forkChild(models.metered(call, (tell) => Effect.as(tell(used), "an answer")))
      yield* TestClock.adjust("1 minute")
      assert.strictEqual(yield* Fiber.join(fiber), "an answer")
      assert.deepInclude(yield* budget.today(call.userId), { calls: 1, open: 1, inputTokens: 1_000 })
    }).pipe(Effect.provide(budgets({}, ledger)))
  })
})

describe("the report of a budget", () => {
  it.effect("says what was spent on what, newest day first", () =>
    Effect.gen(function* () {
      const [budget, models, call] = [yield* Budget, yield* ModelBudget, yield* newCall]
      const spend = (purpose: PlannedCall["purpose"]) => models.metered({ ...call, purpose }, (tell) => tell(used))
      yield* spend("plan")
      yield* TestClock.adjust("1 day")
      yield* spend("write")
      yield* spend("write")
      const report = yield* budget.report(call.userId, 2)
      assert.deepStrictEqual(
        report.map(({ calls, inputTokens, model, purpose }) => [purpose, model, calls, inputTokens]),
        [
          ["write", "some-model", 2, 640],
          ["plan", "some-model", 1, 320]
        ]
      )
      assert.strictEqual((yield* budget.report(call.userId, 1)).length, 1)
    }).pipe(Effect.provide(budgets()))
  )
})
