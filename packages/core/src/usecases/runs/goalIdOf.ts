import { Effect } from "effect"
import { GoalId, GoalNotFound } from "../../domain/goals/Goal.ts"
import type { Run } from "../../domain/runs/Run.ts"

/** What a run of a goal is about; without one, it is about a goal nobody has. */
export const goalIdOf = ({ goalId, id }: Run): Effect.Effect<GoalId, GoalNotFound> =>
  goalId === null ? GoalNotFound.make({ id: GoalId.make(id) }) : Effect.succeed(goalId)
