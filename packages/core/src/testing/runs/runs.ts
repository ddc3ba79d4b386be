/**
 * Runs, and calls to models, to play contracts with.
 */
import { Effect } from "effect"
import type { Goal } from "../../domain/goals/Goal.ts"
import { IdempotencyKey, type NewRunEvent, Run, RunId, type RunStatus, type RunStep } from "../../domain/runs/Run.ts"
import { ModelCall, ModelCallId } from "../../domain/budget/TokenLedger.ts"
import type { UserId } from "../../domain/users/User.ts"
import type { FlashcardStore } from "../../ports/flashcards/FlashcardStore.ts"
import type { GoalStore } from "../../ports/goals/GoalStore.ts"
import { Ids } from "../../ports/Ids.ts"
import { type NewRun, RunStore } from "../../ports/runs/RunStore.ts"
import type { SkillTreeStore } from "../../ports/skillTrees/SkillTreeStore.ts"
import type { UserStore } from "../../ports/users/UserStore.ts"
import type { VectorWork } from "../../ports/vectors/VectorWork.ts"
import { january } from "../fixtures.ts"

export type RunPorts = RunStore | GoalStore | SkillTreeStore | FlashcardStore | UserStore | VectorWork

const nextId = Effect.flatMap(Ids, (ids) => ids.next)

/** Roomy limits, for tests that are about something else. */
export const runLimits = { atOnce: 1_000, perHour: 1_000 }

export const makeRun = Effect.fnUntraced(function* (userId: UserId, fields: Partial<Run> = {}) {
  return Run.make({
    id: RunId.make(yield* nextId),
    userId,
    kind: "generation",
    goalId: null,
    input: {},
    status: "queued",
    attempt: 1,
    failure: null,
    createdAt: january(1),
    updatedAt: january(1),
    ...fields
  })
})

export const newKey = Effect.map(nextId, (id) => IdempotencyKey.make(id))

export const beginning = Effect.fnUntraced(function* (run: Run, options: Partial<Omit<NewRun, "run">> = {}) {
  const runs = yield* RunStore
  return yield* runs.begin({ run, key: null, limits: runLimits, ...options })
})

/** A queued run that is kept. */
export const newRun = Effect.fnUntraced(function* (userId: UserId, fields: Partial<Run> = {}) {
  return yield* Effect.orDie(beginning(yield* makeRun(userId, fields)))
})

export const told = (kind: string): NewRunEvent => ({ kind, detail: { of: kind } })

/** Moves a run, from wherever it is, on a day of January. */
export const moving = Effect.fnUntraced(function* (run: Run, to: RunStatus, day = 2) {
  const runs = yield* RunStore
  const from: ReadonlyArray<RunStatus> = ["queued", "running", "succeeded", "failed", "cancelled"]
  return yield* Effect.orDie(runs.move(run.userId, run.id, { from, to, event: told(to), at: january(day) }))
})

/** A run of the goal that is under way. */
export const newRunning = Effect.fnUntraced(function* (goal: Goal) {
  const { run } = yield* moving(yield* newRun(goal.userId, { goalId: goal.id }), "running")
  return run
})

export const stepOf = (name: string, output: RunStep["output"] = { from: name }): RunStep => ({
  name,
  output,
  at: january(3)
})

/** Everything that happened in a run. */
export const happened = Effect.fnUntraced(function* ({ id, userId }: Run) {
  const runs = yield* RunStore
  return yield* runs.events(userId, id, 0, 10_000)
})

export const kindsOf = (run: Run) => Effect.map(happened(run), (events) => events.map(({ kind }) => kind))

/** A call to a model that is about to be made. */
export const makeCall = Effect.fnUntraced(function* (userId: UserId, fields: Partial<ModelCall> = {}) {
  return ModelCall.make({
    id: ModelCallId.make(yield* nextId),
    userId,
    runId: null,
    purpose: "write",
    model: "claude-sonnet-5",
    promptVersion: "write/3",
    reserved: { inputTokens: 100, outputTokens: 50 },
    usage: null,
    outcome: "open",
    startedAt: january(5),
    settledAt: null,
    ...fields
  })
})
