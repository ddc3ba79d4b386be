import { Array, DateTime, Effect, Equal, Layer, Order } from "effect"
import {
  Goal,
  GoalConflict,
  type GoalId,
  GoalLimitReached,
  type GoalLimits,
  GoalNotFound,
  goalText,
  limitedKind
} from "../../domain/goals/Goal.ts"
import type { UserId } from "../../domain/users/User.ts"
import { GoalStore } from "../../ports/goals/GoalStore.ts"
import { MemoryTables } from "../MemoryTables.ts"
import { forgetsWithLearner } from "../privacy/MemoryForgetting.ts"

/** Keeps goals in a `Map`: for tests, demos, and as the reference adapter. */
export const layer: Layer.Layer<GoalStore, never, MemoryTables> = Layer.effect(
  GoalStore,
  Effect.gen(function* () {
    const { enqueue, goals } = yield* MemoryTables
    yield* forgetsWithLearner("goals", goals, ({ userId }) => userId)
    const ownedBy = (userId: UserId) => Array.fromIterable(goals.values()).filter((goal) => goal.userId === userId)
    const find = (userId: UserId, id: GoalId) =>
      Effect.suspend(() => {
        const goal = goals.get(id)
        return goal?.userId === userId ? Effect.succeed(goal) : GoalNotFound.make({ id })
      })
    const keepWithin = (goal: Goal, limits: GoalLimits) =>
      Effect.suspend(() => {
        const kind = limitedKind(goal)
        const others = ownedBy(goal.userId).filter((other) => other.id !== goal.id)
        const taken = others.filter((other) => limitedKind(other) === kind).length
        return taken < limits[kind]
          ? Effect.succeed(void goals.set(goal.id, goal))
          : GoalLimitReached.make({ kind, limit: limits[kind] })
      })

    return GoalStore.of({
      insert: (goal, limits) => Effect.andThen(keepWithin(goal, limits), enqueue(goal.userId, "goal", [goal.id])),
      get: find,
      list: (userId) => Effect.sync(() => Array.sort(ownedBy(userId), oldestFirst)),
      update: Effect.fnUntraced(function* (goal, limits, expected) {
        const before = yield* find(goal.userId, goal.id)
        if (!Equal.equals(before.updatedAt, expected)) return yield* GoalConflict.make({ id: goal.id })
        const kept = Goal.make({ ...goal, createdAt: before.createdAt })
        if (limitedKind(before) === limitedKind(goal)) goals.set(goal.id, kept)
        else yield* keepWithin(kept, limits)
        if (goalText(before) !== goalText(kept)) yield* enqueue(goal.userId, "goal", [goal.id])
      })
    })
  })
)

const oldestFirst = Order.combine(
  Order.mapInput(DateTime.Order, (goal: Goal) => goal.createdAt),
  Order.mapInput(Order.String, (goal: Goal) => goal.id)
)
