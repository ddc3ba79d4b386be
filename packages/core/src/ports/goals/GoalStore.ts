import { Context, type DateTime, type Effect } from "effect"
import type { Goal, GoalConflict, GoalId, GoalLimitReached, GoalLimits, GoalNotFound } from "../../domain/goals/Goal.ts"
import type { UserId } from "../../domain/users/User.ts"
import type { StoreUnavailable } from "../StoreUnavailable.ts"

/**
 * Where goals are kept.
 *
 * **Details**
 *
 * Every method is scoped to one learner and is one atomic unit: limits hold under concurrent writers. Adapters prove
 * themselves with `GoalStoreContract` from `@loopi/core/testing`.
 */
export class GoalStore extends Context.Service<
  GoalStore,
  {
    /** Adds a goal of a known learner, within the limits. Its id must be new. */
    readonly insert: (goal: Goal, limits: GoalLimits) => Effect.Effect<void, GoalLimitReached | StoreUnavailable>
    readonly get: (userId: UserId, id: GoalId) => Effect.Effect<Goal, GoalNotFound | StoreUnavailable>
    /** Oldest first; those made at the same instant by id. */
    readonly list: (userId: UserId) => Effect.Effect<ReadonlyArray<Goal>, StoreUnavailable>
    /**
     * Replaces a goal that was last changed at `expected`; a change of status keeps within the limits. `createdAt`
     * stays.
     */
    readonly update: (
      goal: Goal,
      limits: GoalLimits,
      expected: DateTime.Utc
    ) => Effect.Effect<void, GoalNotFound | GoalConflict | GoalLimitReached | StoreUnavailable>
  }
>()("@loopi/core/ports/goals/GoalStore") {}
