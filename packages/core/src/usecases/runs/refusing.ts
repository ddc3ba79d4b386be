/**
 * Gives whoever waited for a run the error that ended it, typed as it was where it happened.
 */
import { DateTime, Effect } from "effect"
import { type GoalId, GoalNotFound } from "../../domain/goals/Goal.ts"
import type { Run, RunFailure } from "../../domain/runs/Run.ts"
import { CurrentPolicy } from "../../ports/CurrentPolicy.ts"
import { authorErrorOf } from "./failures.ts"

export const refusing = Effect.gen(function* () {
  const { callsPerDay, tokensPerDay } = yield* CurrentPolicy
  const caps = { calls_per_day: callsPerDay, tokens_per_day: tokensPerDay }

  /** Passes where the run did not fail. `other` knows what else may end one of its kind; what it does not is a bug. */
  return Effect.fnUntraced(function* <E>(
    { failure }: Run,
    goalId: GoalId,
    other: (failure: RunFailure) => E | undefined
  ) {
    if (failure === null) return
    const authorError = authorErrorOf(failure, yield* DateTime.now, caps)
    if (authorError !== undefined) return yield* authorError
    if (failure.code === "goal_not_found") return yield* GoalNotFound.make({ id: goalId })
    const error = other(failure)
    return yield* error === undefined ? Effect.die(new Error(`The run failed: ${failure.code}.`)) : Effect.fail(error)
  })
})
