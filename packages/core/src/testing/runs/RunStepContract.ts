/**
 * How every `RunStore` keeps what came out of steps: once, with all that they bring about or with nothing of it.
 */
import { assert, type Vitest } from "@effect/vitest"
import { Array, Cause, Effect, Exit } from "effect"
import { RunConflict, type RunStep } from "../../domain/runs/Run.ts"
import { maxEventDetail, maxStepOutput } from "../../domain/runs/RunRecord.ts"
import { SkillTreeConflict } from "../../domain/skillTrees/SkillTree.ts"
import { FlashcardStore } from "../../ports/flashcards/FlashcardStore.ts"
import { RunStore } from "../../ports/runs/RunStore.ts"
import { SkillTreeStore } from "../../ports/skillTrees/SkillTreeStore.ts"
import { january, makeCard, makeTree, newGoal, newLearner } from "../fixtures.ts"
import { happened, kindsOf, moving, newRun, newRunning, type RunPorts, stepOf, told } from "./runs.ts"
import { idsOf, waitingOf } from "../vectors/vectorTasks.ts"

type It = Vitest.MethodsNonLive<RunPorts>

export const steps = (it: It): void => {
  keepsTogether(it)
  refusesSteps(it)
  keepsOutcomes(it)
}

const keepsTogether = (it: It): void => {
  it.effect("keeps a step with its cards, its tree and its events, in the order steps are done", () =>
    Effect.gen(function* () {
      const [runs, cards, trees] = [yield* RunStore, yield* FlashcardStore, yield* SkillTreeStore]
      const goal = yield* newGoal(yield* newLearner)
      const run = yield* newRunning(goal)
      const { id, userId } = run
      const [tree, card] = [yield* makeTree(goal), yield* makeCard(goal, { status: "draft" })]
      const [first, second] = [stepOf("write/b"), stepOf("commit/a")]
      const effects = { tree, cards: [card], events: [told("card"), told("step")] }
      assert.deepStrictEqual(yield* runs.finishStep(userId, id, first, effects), first)
      yield* runs.finishStep(userId, id, second, {})

      assert.deepStrictEqual(yield* runs.steps(userId, id), [first, second])
      assert.deepStrictEqual(yield* cards.list(userId, {}), [card])
      assert.deepStrictEqual(yield* trees.get(userId, goal.id), tree)
      assert.include(idsOf(yield* waitingOf(userId)), card.id)
      const [, ...since] = yield* happened(run)
      assert.deepStrictEqual(since, [
        { seq: 2, at: first.at, ...told("card") },
        { seq: 3, at: first.at, ...told("step") }
      ])
      assert.deepStrictEqual((yield* runs.get(userId, id)).updatedAt, second.at)
    })
  )

  it.effect("keeps what the first of twenty brings about, and gives its outcome to all", () =>
    Effect.gen(function* () {
      const [runs, cards] = [yield* RunStore, yield* FlashcardStore]
      const goal = yield* newGoal(yield* newLearner)
      const { id, userId } = yield* newRunning(goal)
      const outcomes = yield* Effect.forEach(
        Array.range(1, 20),
        Effect.fnUntraced(function* () {
          const card = yield* makeCard(goal)
          return yield* runs.finishStep(userId, id, stepOf("commit/1", { kept: [card.id] }), { cards: [card] })
        }),
        { concurrency: "unbounded" }
      )
      const [kept, ...others] = yield* cards.list(userId, {})
      assert.isEmpty(others)
      for (const { output } of outcomes) assert.deepStrictEqual(output, { kept: [kept?.id ?? null] })
    })
  )

  it.effect("keeps nothing of a step whose tree came too late", () =>
    Effect.gen(function* () {
      const [runs, cards, trees] = [yield* RunStore, yield* FlashcardStore, yield* SkillTreeStore]
      const goal = yield* newGoal(yield* newLearner)
      const run = yield* newRunning(goal)
      const { id, userId } = run
      const present = yield* makeTree(goal)
      yield* trees.save(present)
      const late = { tree: yield* makeTree(goal), cards: [yield* makeCard(goal)], events: [told("step")] }
      const refusal = yield* Effect.flip(runs.finishStep(userId, id, stepOf("save"), late))
      assert.deepStrictEqual(refusal, SkillTreeConflict.make({ goalId: goal.id, version: 1 }))
      assert.deepStrictEqual(yield* runs.steps(userId, id), [])
      assert.deepStrictEqual(yield* cards.list(userId, {}), [])
      assert.deepStrictEqual(yield* trees.get(userId, goal.id), present)
      assert.deepStrictEqual(yield* kindsOf(run), ["running"])
    })
  )
}

const refusesSteps = (it: It): void => {
  it.effect("refuses a step of a run that is not running, and writes nothing", () =>
    Effect.gen(function* () {
      const [runs, cards] = [yield* RunStore, yield* FlashcardStore]
      const goal = yield* newGoal(yield* newLearner)
      const run = yield* newRun(goal.userId, { goalId: goal.id })
      const { id, userId } = run
      for (const status of ["queued", "cancelled", "failed", "succeeded"] as const) {
        if (status !== "queued") yield* moving(run, status)
        const told = yield* kindsOf(run)
        const late = { cards: [yield* makeCard(goal)], events: [{ kind: "late", detail: null }] }
        const refusal = yield* Effect.flip(runs.finishStep(userId, id, stepOf("commit/1"), late))
        assert.deepStrictEqual(refusal, RunConflict.make({ id, status }))
        assert.deepStrictEqual(yield* kindsOf(run), told)
      }
      assert.deepStrictEqual(yield* runs.steps(userId, id), [])
      assert.deepStrictEqual(yield* cards.list(userId, {}), [])
    })
  )

  it.effect("writes all of a step or nothing, whoever cancels meanwhile", () =>
    Effect.gen(function* () {
      const [runs, cards] = [yield* RunStore, yield* FlashcardStore]
      for (let turn = 0; turn < 10; turn++) {
        const goal = yield* newGoal(yield* newLearner)
        const run = yield* newRunning(goal)
        const { id, userId } = run
        const card = yield* makeCard(goal)
        const finishing = Effect.exit(
          runs.finishStep(userId, id, stepOf("commit/1"), { cards: [card], events: [told("step")] })
        )
        const cancelling = Effect.exit(moving(run, "cancelled"))
        const racing =
          turn % 2 === 0 ? Effect.all([finishing, cancelling], atOnce) : Effect.all([cancelling, finishing], atOnce)
        yield* racing
        const [done] = yield* runs.steps(userId, id)
        assert.lengthOf(yield* cards.list(userId, {}), done === undefined ? 0 : 1)
        const expected = done === undefined ? ["running", "cancelled"] : ["running", "step", "cancelled"]
        assert.deepStrictEqual(yield* kindsOf(run), expected)
      }
    })
  )

  it.effect("gives the outcome of a step that is done, though the run is over", () =>
    Effect.gen(function* () {
      const runs = yield* RunStore
      const run = yield* newRunning(yield* newGoal(yield* newLearner))
      yield* runs.finishStep(run.userId, run.id, stepOf("plan/1", 1), {})
      yield* moving(run, "succeeded")
      const again = yield* runs.finishStep(run.userId, run.id, stepOf("plan/1", 2), { events: [told("step")] })
      assert.deepStrictEqual(again, stepOf("plan/1", 1))
      assert.deepStrictEqual(yield* kindsOf(run), ["running", "succeeded"])
    })
  )
}

const keepsOutcomes = (it: It): void => {
  it.effect("gives outcomes back to the letter, whatever JSON they are", () =>
    Effect.gen(function* () {
      const runs = yield* RunStore
      const { id, userId } = yield* newRunning(yield* newGoal(yield* newLearner))
      const outputs: ReadonlyArray<RunStep["output"]> = [
        null,
        false,
        "",
        0.1 + 0.2,
        [],
        [null, "a", ["b"]],
        { "": { deep: [1, { x: null }] }, snake_case: [{ user_id: 1, promptVersion: "v_1" }] },
        '\\u0000 is text, \\ud83d too, and \u{1F989} “quoted” "so"',
        nested(64),
        "x".repeat(maxStepOutput - 2)
      ]
      const done = outputs.map((output, i) => stepOf(`step/${i}`, output))
      for (const step of done) yield* runs.finishStep(userId, id, step, { events: [{ kind: "step", detail: null }] })
      assert.deepStrictEqual(yield* runs.steps(userId, id), done)
    })
  )

  it.effect("takes what cannot be kept for the bug it is, and keeps nothing of it", () =>
    Effect.gen(function* () {
      const runs = yield* RunStore
      const run = yield* newRunning(yield* newGoal(yield* newLearner))
      const { id, userId } = run
      const ill: ReadonlyArray<RunStep["output"]> = ["a\u0000b", { key: ["\ud83d"] }, { "\udc00": 1 }, "\\\u0000"]
      for (const output of [...ill, nested(65), nested(100_000), "x".repeat(maxStepOutput)]) {
        const exit = yield* Effect.exit(runs.finishStep(userId, id, stepOf("plan/1", output), {}))
        assert.match(String(defectOf(exit)), /The output of step plan\/1 (has U\+0000|is longer|is nested)/u)
      }
      for (const detail of [...ill, "x".repeat(maxEventDetail)]) {
        const exit = yield* Effect.exit(runs.tell(userId, id, [told("card"), { kind: "card", detail }], january(3)))
        assert.match(String(defectOf(exit)), /The detail of an event card (has U\+0000|is longer)/u)
      }
      assert.deepStrictEqual(yield* runs.steps(userId, id), [])
      assert.deepStrictEqual(yield* kindsOf(run), ["running"])
    })
  )
}

const atOnce = { concurrency: "unbounded" } as const

const defectOf = (exit: Exit.Exit<unknown, unknown>): unknown =>
  Exit.isFailure(exit) ? Cause.squash(exit.cause) : undefined

/** A list in a list, so many of them. */
const nested = (levels: number): RunStep["output"] => {
  let output: RunStep["output"] = []
  for (let level = 1; level < levels; level++) output = [output]
  return output
}
