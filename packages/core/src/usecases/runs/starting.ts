/**
 * Begins runs: what is asked for is checked and kept, then handed to whoever carries it out.
 */
import { DateTime, Effect } from "effect"
import { Goal, GoalId, type NewGoal, noDescription } from "../../domain/goals/Goal.ts"
import type { GenerationRequest } from "../../domain/runs/Generation.ts"
import { type IdempotencyKey, Run, RunId } from "../../domain/runs/Run.ts"
import { SkillNodeNotFound } from "../../domain/skillTrees/SkillTree.ts"
import type { UserId } from "../../domain/users/User.ts"
import { CurrentPolicy } from "../../ports/CurrentPolicy.ts"
import { GoalStore } from "../../ports/goals/GoalStore.ts"
import { Ids } from "../../ports/Ids.ts"
import { type NewRun, RunStore } from "../../ports/runs/RunStore.ts"
import { SkillTreeStore } from "../../ports/skillTrees/SkillTreeStore.ts"
import { runIs } from "../study/metrics.ts"
import { launching } from "./launching.ts"

export const starting = Effect.gen(function* () {
  const goals = yield* GoalStore
  const trees = yield* SkillTreeStore
  const ids = yield* Ids
  const policy = yield* CurrentPolicy
  const beginWith = yield* beginning
  const begin = (userId: UserId, asked: Asked, key: IdempotencyKey | undefined) =>
    // Only a run that brings a goal along can meet with their limit.
    Effect.catchTag(beginWith(userId, asked, key), "GoalLimitReached", Effect.die)

  const startGeneration = Effect.fn("Runs.startGeneration")(function* (
    userId: UserId,
    { approve, count, goalId, nodeId }: GenerationRequest,
    key?: IdempotencyKey
  ) {
    yield* goals.get(userId, goalId)
    const { nodes } = yield* trees.get(userId, goalId)
    const isUnknown = nodeId !== undefined && !nodes.some(({ id }) => id === nodeId)
    if (isUnknown) return yield* SkillNodeNotFound.make({ id: nodeId })
    const input = {
      ...(nodeId !== undefined && { nodeId }),
      ...(count !== undefined && { count: Math.max(1, Math.min(count, policy.cardsPerNodeMaximum, 20)) }),
      ...(approve !== undefined && { approve })
    }
    return yield* begin(userId, { kind: "generation", goalId, input }, key)
  })

  const startGoal = Effect.fn("Runs.startGoal")(function* (userId: UserId, input: NewGoal, key?: IdempotencyKey) {
    const now = yield* DateTime.now
    const { description = noDescription, title } = input
    const id = GoalId.make(yield* ids.next)
    const goal = Goal.make({ id, userId, title, description, status: "active", createdAt: now, updatedAt: now })
    const limits = { active: policy.activeGoals, archived: policy.archivedGoals }
    const run = yield* beginWith(userId, { kind: "goal_creation", goalId: id, input: {} }, key, { goal, limits })
    if (run.goalId === null || run.goalId === id) return { goal, run }
    // The goal of the request before.
    return { goal: yield* goals.get(userId, run.goalId).pipe(Effect.orElseSucceed(() => goal)), run }
  })

  const startRegeneration = Effect.fn("Runs.startRegeneration")(function* (
    userId: UserId,
    goalId: GoalId,
    key?: IdempotencyKey
  ) {
    yield* goals.get(userId, goalId)
    return yield* begin(userId, { kind: "regeneration", goalId, input: {} }, key)
  })

  return {
    startGeneration,
    startGoal,
    startRegeneration,
    startReembedding: (userId: UserId, { space }: { readonly space?: string } = {}, key?: IdempotencyKey) =>
      begin(userId, { kind: "reembedding", goalId: null, input: space === undefined ? {} : { space } }, key),
    startKeyRotation: (userId: UserId, key?: IdempotencyKey) =>
      begin(userId, { kind: "key_rotation", goalId: null, input: {} }, key)
  }
})

type Asked = Pick<Run, "kind" | "goalId" | "input">

/** Keeps a run and has it carried out. */
const beginning = Effect.gen(function* () {
  const store = yield* RunStore
  const launch = yield* launching
  const ids = yield* Ids
  const policy = yield* CurrentPolicy
  const limits = { atOnce: policy.runsAtOnce, perHour: policy.runsPerHour }

  return Effect.fnUntraced(function* (
    userId: UserId,
    asked: Asked,
    key: IdempotencyKey | undefined,
    goal?: NewRun["goal"]
  ) {
    const now = yield* DateTime.now
    const id = RunId.make(yield* ids.next)
    const state = { status: "queued", attempt: 1, failure: null, createdAt: now, updatedAt: now } as const
    const run = yield* store.begin({
      run: Run.make({ id, userId, ...asked, ...state }),
      key: key ?? null,
      goal,
      limits
    })
    // Asked for again with the same key, it is the run that was begun before.
    if (run.id === id) yield* runIs(run.kind, "queued")
    yield* launch(run)
    return run
  })
})
