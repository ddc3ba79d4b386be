/**
 * What a learner does with goals.
 */
import { Context, DateTime, Effect, Layer } from "effect"
import {
  Goal,
  type GoalChange,
  type GoalConflict,
  GoalId,
  type GoalLimitReached,
  type GoalNotFound,
  type GoalStatus,
  goalText,
  goalWith,
  type NewGoal,
  noDescription
} from "../../domain/goals/Goal.ts"
import { areSimilarGoals } from "../../domain/goals/SimilarGoals.ts"
import { CheckSkipped, shortestComparable, type SimilarGoal, skippedBy } from "../../domain/duplicates/Similarity.ts"
import type { UserId } from "../../domain/users/User.ts"
import { CurrentPolicy } from "../../ports/CurrentPolicy.ts"
import { GoalStore } from "../../ports/goals/GoalStore.ts"
import { Ids } from "../../ports/Ids.ts"
import type { StoreUnavailable } from "../../ports/StoreUnavailable.ts"
import { ThresholdStore } from "../../ports/vectors/ThresholdStore.ts"
import { Embeddings } from "../vectors/Embeddings.ts"
import { orSkipped } from "../orSkipped.ts"
import { Projector } from "../vectors/Projector.ts"
import { thresholdsIn } from "../duplicates/thresholdsIn.ts"

export class Goals extends Context.Service<
  Goals,
  {
    /** Starts a new goal. It is kept even when its meaning cannot be indexed right now. */
    readonly create: (userId: UserId, input: NewGoal) => Effect.Effect<Goal, GoalLimitReached | StoreUnavailable>
    /** The learner's goals, oldest first. */
    readonly list: (userId: UserId) => Effect.Effect<ReadonlyArray<Goal>, StoreUnavailable>
    readonly get: (userId: UserId, id: GoalId) => Effect.Effect<Goal, GoalNotFound | StoreUnavailable>
    /**
     * Changes a goal: what it is called, what it is about, or whether it is worked on. With `expected`, only if it was
     * last changed then. Cards and history stay as they are.
     */
    readonly change: (
      userId: UserId,
      id: GoalId,
      change: GoalChange,
      expected?: DateTime.Utc
    ) => Effect.Effect<Goal, GoalNotFound | GoalConflict | GoalLimitReached | StoreUnavailable>
    /** Archives, pauses or takes up a goal again, whatever else changes in it. */
    readonly setStatus: (
      userId: UserId,
      id: GoalId,
      status: GoalStatus
    ) => Effect.Effect<Goal, GoalNotFound | GoalLimitReached | StoreUnavailable>
    /** The learner's goals that mean nearly the same as a goal they are about to start. */
    readonly similar: (
      userId: UserId,
      input: NewGoal
    ) => Effect.Effect<ReadonlyArray<SimilarGoal>, CheckSkipped | StoreUnavailable>
  }
>()("@loopi/core/usecases/goals/Goals") {
  static readonly layer: Layer.Layer<Goals, never, GoalStore | ThresholdStore | Embeddings | Projector> = Layer.effect(
    Goals,
    Effect.gen(function* () {
      const store = yield* GoalStore
      const kept = yield* ThresholdStore
      const embeddings = yield* Embeddings
      const projector = yield* Projector
      const ids = yield* Ids
      const policy = yield* CurrentPolicy
      const limits = { active: policy.activeGoals, archived: policy.archivedGoals }

      const create = Effect.fn("Goals.create")(function* (userId: UserId, input: NewGoal) {
        const now = yield* DateTime.now
        const goal = Goal.make({
          id: GoalId.make(yield* ids.next),
          userId,
          title: input.title,
          description: input.description ?? noDescription,
          status: "active",
          createdAt: now,
          updatedAt: now
        })

        yield* store.insert(goal, limits)
        yield* projector.settle(userId)
        return goal
      })

      const change = Effect.fn("Goals.change")(function* (
        userId: UserId,
        id: GoalId,
        change: GoalChange,
        expected?: DateTime.Utc
      ) {
        const before = yield* store.get(userId, id)

        const changed = goalWith(before, change, yield* DateTime.now)

        yield* store.update(changed, limits, expected ?? before.updatedAt)
        if (goalText(changed) !== goalText(before)) yield* projector.settle(userId)
        return changed
      })

      const setStatus = Effect.fn("Goals.setStatus")((userId: UserId, id: GoalId, status: GoalStatus) =>
        // What somebody else changes meanwhile is nothing that this one depends on.
        Effect.retry(change(userId, id, { status }), { while: isConflict })
      )

      const similar = Effect.fn("Goals.similar")(function* (userId: UserId, input: NewGoal) {
        const text = goalText({ title: input.title, description: input.description ?? noDescription })
        if (text.length < shortestComparable) return yield* CheckSkipped.make({ reason: "content_too_short" })
        const { embed, nearest, space } = yield* orSkipped(embeddings.searched(userId))
        const vectors = yield* embed([text]).pipe(Effect.catchTag("EmbedderFailed", skippedBy))
        const thresholds = yield* thresholdsIn(kept, space)
        const [neighbours = []] = yield* orSkipped(nearest(userId, "goal", vectors, policy.duplicatesShown))
        const goals = new Map<string, Goal>((yield* store.list(userId)).map((goal) => [goal.id, goal]))

        return neighbours.flatMap(({ id, score }) => {
          const goal = goals.get(id)
          return goal !== undefined && areSimilarGoals(text, goalText(goal), score, thresholds) ? [{ goal, score }] : []
        })
      })

      return Goals.of({ create, list: store.list, get: store.get, change, setStatus, similar })
    })
  )
}

const isConflict = (error: { readonly _tag: string }): error is GoalConflict => error._tag === "GoalConflict"
