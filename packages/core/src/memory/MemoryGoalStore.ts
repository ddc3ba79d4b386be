import { Array, DateTime, Effect, Layer, Order } from "effect"
import { Goal, type GoalId, GoalLimitReached, type GoalLimits, GoalNotFound, limitedKind } from "../domain/Goal.ts"
import type { UserId } from "../domain/User.ts"
import { GoalStore } from "../ports/GoalStore.ts"

/** Keeps goals in a `Map`: for tests, demos, and as the reference adapter. */
export const layer: Layer.Layer<GoalStore> = Layer.sync(GoalStore, () => {
  const goals = new Map<GoalId, Goal>()
  const ownedBy = (userId: UserId) => Array.fromIterable(goals.values()).filter((goal) => goal.userId === userId)
  const find = (userId: UserId, id: GoalId) =>
    Effect.suspend(() => {
      const goal = goals.get(id)
      return goal?.userId === userId ? Effect.succeed(goal) : GoalNotFound.make({ id })
    })
  const keep = (goal: Goal, limits: GoalLimits) =>
    Effect.suspend(() => {
      const kind = limitedKind(goal)
      const others = ownedBy(goal.userId).filter((other) => other.id !== goal.id)
      const taken = others.filter((other) => limitedKind(other) === kind).length
      return taken < limits[kind]
        ? Effect.succeed(void goals.set(goal.id, goal))
        : GoalLimitReached.make({ kind, limit: limits[kind] })
    })

  return GoalStore.of({
    insert: keep,
    get: find,
    list: (userId) => Effect.sync(() => Array.sort(ownedBy(userId), oldestFirst)),
    update: (goal, limits) =>
      Effect.flatMap(find(goal.userId, goal.id), (before) => {
        const kept = Goal.make({ ...goal, createdAt: before.createdAt })
        return limitedKind(before) === limitedKind(goal)
          ? Effect.sync(() => void goals.set(goal.id, kept))
          : keep(kept, limits)
      })
  })
})

const oldestFirst = Order.combine(
  Order.mapInput(DateTime.Order, (goal: Goal) => goal.createdAt),
  Order.mapInput(Order.String, (goal: Goal) => goal.id)
)
