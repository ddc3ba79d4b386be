/**
 * Long work done for a learner: begun, watched, cancelled, and tried again from the step that failed.
 */
import { Context, Effect, Layer, type Stream } from "effect"
import type { Goal, GoalId, GoalLimitReached, GoalNotFound, NewGoal } from "../../domain/goals/Goal.ts"
import type { GenerationRequest } from "../../domain/runs/Generation.ts"
import type {
  IdempotencyKey,
  IdempotencyKeyReused,
  Run,
  RunConflict,
  RunEvent,
  RunId,
  RunNotFound
} from "../../domain/runs/Run.ts"
import type { SkillNodeNotFound, SkillTreeNotFound } from "../../domain/skillTrees/SkillTree.ts"
import type { BudgetExceeded } from "../../domain/budget/TokenLedger.ts"
import type { UserId } from "../../domain/users/User.ts"
import { type RunQuery, RunStore } from "../../ports/runs/RunStore.ts"
import type { StoreUnavailable } from "../../ports/StoreUnavailable.ts"
import { deciding } from "./deciding.ts"
import { forgetting } from "./forgetting.ts"
import { starting } from "./starting.ts"
import { watching } from "./watching.ts"

/** Why a run was not begun, whatever it is for. */
export type NotBegun = IdempotencyKeyReused | BudgetExceeded | StoreUnavailable

export class Runs extends Context.Service<
  Runs,
  {
    /** Begins to write drafts, skill by skill. Sent again with the same key, it is the same run. */
    readonly startGeneration: (
      userId: UserId,
      request: GenerationRequest,
      key?: IdempotencyKey
    ) => Effect.Effect<Run, GoalNotFound | SkillTreeNotFound | SkillNodeNotFound | NotBegun>
    /** Keeps a goal and begins to grow its tree. The goal stays, whatever becomes of the run. */
    readonly startGoal: (
      userId: UserId,
      input: NewGoal,
      key?: IdempotencyKey
    ) => Effect.Effect<{ readonly goal: Goal; readonly run: Run }, GoalLimitReached | NotBegun>
    /** Begins to grow a goal's tree anew, or for the first time. */
    readonly startRegeneration: (
      userId: UserId,
      goalId: GoalId,
      key?: IdempotencyKey
    ) => Effect.Effect<Run, GoalNotFound | NotBegun>
    /** Begins to fill a space with the vectors of everybody: for whoever looks after Loopi. */
    readonly startReembedding: (
      userId: UserId,
      options?: { readonly space?: string },
      key?: IdempotencyKey
    ) => Effect.Effect<Run, NotBegun>
    /** Begins to seal everybody's keys anew: for whoever looks after Loopi. */
    readonly startKeyRotation: (userId: UserId, key?: IdempotencyKey) => Effect.Effect<Run, NotBegun>
    readonly get: (userId: UserId, id: RunId) => Effect.Effect<Run, RunNotFound | StoreUnavailable>
    /** Newest first. */
    readonly list: (userId: UserId, query: RunQuery) => Effect.Effect<ReadonlyArray<Run>, StoreUnavailable>
    /** What happened after event `after`, oldest first. */
    readonly events: (
      userId: UserId,
      id: RunId,
      page?: { readonly after?: number; readonly limit?: number }
    ) => Effect.Effect<ReadonlyArray<RunEvent>, RunNotFound | StoreUnavailable>
    /** What happened after event `after` and goes on happening, until the run is over. */
    readonly watch: (
      userId: UserId,
      id: RunId,
      after?: number
    ) => Stream.Stream<RunEvent, RunNotFound | StoreUnavailable>
    /** Waits until the run is over. */
    readonly awaitEnd: (userId: UserId, id: RunId) => Effect.Effect<Run, RunNotFound | StoreUnavailable>
    /** Ends a run that is not over. What it has brought about stays. */
    readonly cancel: (userId: UserId, id: RunId) => Effect.Effect<Run, RunNotFound | RunConflict | StoreUnavailable>
    /** Goes on with a failed or cancelled run: steps that are done are not done again. */
    readonly retry: (userId: UserId, id: RunId) => Effect.Effect<Run, RunNotFound | RunConflict | StoreUnavailable>
  }
>()("@loopi/core/usecases/runs/Runs") {
  static readonly layer = Layer.effect(
    Runs,
    Effect.gen(function* () {
      const { list } = yield* RunStore
      return Runs.of({ list, ...(yield* starting), ...(yield* watching), ...(yield* deciding) })
    })
  )

  /** Forgets what happened in runs a month ago, once a day for as long as the layer is there. */
  static readonly layerForgetting: Layer.Layer<never, never, RunStore> = Layer.effectDiscard(
    Effect.forkScoped(forgetting)
  )
}
