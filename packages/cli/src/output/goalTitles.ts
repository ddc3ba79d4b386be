/**
 * Finds the titles of goals by what belongs to them.
 */
import { Goals, type Run } from "@loopi/core"
import { Effect } from "effect"
import { learner } from "../session.ts"

/** "–" for a run without a goal, or whose goal is gone. */
export const goalTitles = Effect.gen(function* () {
  const goals = new Map((yield* (yield* Goals).list(learner)).map((goal) => [goal.id, goal.title]))
  return ({ goalId }: Pick<Run, "goalId">): string => (goalId === null ? undefined : goals.get(goalId)) ?? "–"
})
