import { Context, type Effect } from "effect"
import type { BudgetExceeded, CallPurpose, TokenUsage } from "../../domain/budget/TokenLedger.ts"
import type { RunId } from "../../domain/runs/Run.ts"
import type { UserId } from "../../domain/users/User.ts"
import type { StoreUnavailable } from "../StoreUnavailable.ts"

/** A call to a model that is about to be made. */
export interface PlannedCall {
  readonly userId: UserId
  readonly runId: RunId | null
  readonly purpose: CallPurpose
  readonly model: string
  readonly promptVersion: string | null
  /** The most the call can take. */
  readonly most: TokenUsage
}

/** Keeps learners within what they may spend. Every request to a provider goes through it, tries included. */
export class ModelBudget extends Context.Service<
  ModelBudget,
  {
    /**
     * Reserves the most the call can take, makes it, and settles what it told last; nothing, where it told nothing.
     * Also settles a call that fails or is interrupted. The call is not made where the budget does not allow it.
     */
    readonly metered: <A, E, R>(
      call: PlannedCall,
      make: (tell: (usage: TokenUsage) => Effect.Effect<void>) => Effect.Effect<A, E, R>
    ) => Effect.Effect<A, E | BudgetExceeded | StoreUnavailable, R>
  }
>()("@loopi/core/ports/budget/ModelBudget") {}
