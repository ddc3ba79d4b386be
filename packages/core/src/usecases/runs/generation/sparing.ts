/**
 * What makes good cards better can be done without: where it cannot be had, what is there is kept as it is.
 */
import { Effect } from "effect"
import { AuthorFailed } from "../../../ports/AuthorFailed.ts"
import { BudgetExceeded } from "../../../domain/budget/TokenLedger.ts"

/** Another try would come to the same: nothing, then. It was paid for, and is not asked for again. */
export const givingUp = <A, E, R>(effect: Effect.Effect<A, E | AuthorFailed, R>) =>
  Effect.catchIf(
    effect,
    (error): error is AuthorFailed => error instanceof AuthorFailed && hopeless.has(error.reason),
    () => Effect.succeed(null)
  )

const hopeless = new Set<AuthorFailed["reason"]>(["refused", "truncated", "context_exceeded", "malformed"])

export const unaffordable = "unaffordable" as const

/** Where the author does not offer it, or the learner's budget does not allow it, says just that. */
export const unlessUnaffordable = <A, E, R>(effect: Effect.Effect<A, E | AuthorFailed | BudgetExceeded, R>) =>
  Effect.catchIf(
    effect,
    (error): error is AuthorFailed | BudgetExceeded => isUnaffordable(error),
    () => Effect.succeed(unaffordable)
  )

const isUnaffordable = (error: unknown): boolean =>
  error instanceof BudgetExceeded || (error instanceof AuthorFailed && error.reason === "not_offered")
