import { Effect } from "effect"
import type { GoalId } from "../../domain/goals/Goal.ts"
import type { UserId } from "../../domain/users/User.ts"
import type { Goals } from "./Goals.ts"

/** The goal that was asked for, whatever its status; without one, all the learner is working on. */
export const chosenGoals = Effect.fnUntraced(function* (
  goals: Goals["Service"],
  userId: UserId,
  goalId: GoalId | undefined
) {
  if (goalId !== undefined) return [yield* goals.get(userId, goalId)]
  return (yield* goals.list(userId)).filter((goal) => goal.status === "active")
})
