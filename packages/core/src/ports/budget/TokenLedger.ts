import { Context, type DateTime, type Effect } from "effect"
import type {
  BudgetCaps,
  BudgetExceeded,
  CallOutcome,
  ModelCall,
  ModelCallId,
  Spent,
  SpentOn,
  TokenUsage
} from "../../domain/budget/TokenLedger.ts"
import type { UserId } from "../../domain/users/User.ts"
import type { StoreUnavailable } from "../StoreUnavailable.ts"

/** Where calls to models are written down. */
export class TokenLedger extends Context.Service<
  TokenLedger,
  {
    /**
     * Writes an open call down, unless that would take the day it starts on over a cap: also under many at once. The same
     * call again is the same call, and counts once.
     */
    readonly reserve: (call: ModelCall, caps: BudgetCaps) => Effect.Effect<void, BudgetExceeded | StoreUnavailable>
    /** Says what a call took, on the day it started. Once settled it stays as it is; a call nobody reserved is none. */
    readonly settle: (
      userId: UserId,
      id: ModelCallId,
      end: { readonly outcome: Exclude<CallOutcome, "open">; readonly usage: TokenUsage; readonly at: DateTime.Utc }
    ) => Effect.Effect<void, StoreUnavailable>
    /** Of one budget day: zeros where nothing was spent. */
    readonly spent: (userId: UserId, day: number) => Effect.Effect<Spent, StoreUnavailable>
    /** By day, purpose and model, newest day first and then in the order of the letters; both days included. */
    readonly report: (
      userId: UserId,
      days: { readonly from: number; readonly to: number }
    ) => Effect.Effect<ReadonlyArray<SpentOn>, StoreUnavailable>
  }
>()("@loopi/core/ports/budget/TokenLedger") {}
