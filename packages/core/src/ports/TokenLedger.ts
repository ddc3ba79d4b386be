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
} from "../domain/TokenLedger.ts"
import type { UserId } from "../domain/User.ts"
import type { StoreUnavailable } from "./StoreUnavailable.ts"

/** Where calls to models are written down. */
export class TokenLedger extends Context.Service<
  TokenLedger,
  {
    /** Writes an open call down, unless that would take its day over a cap: also under many at once. */
    readonly reserve: (call: ModelCall, caps: BudgetCaps) => Effect.Effect<void, BudgetExceeded | StoreUnavailable>
    /** Says what a call took. Once settled it stays as it is. */
    readonly settle: (
      userId: UserId,
      id: ModelCallId,
      end: { readonly outcome: Exclude<CallOutcome, "open">; readonly usage: TokenUsage; readonly at: DateTime.Utc }
    ) => Effect.Effect<void, StoreUnavailable>
    /** Of one budget day: zeros where nothing was spent. */
    readonly spent: (userId: UserId, day: number) => Effect.Effect<Spent, StoreUnavailable>
    /** By day, purpose and model, newest day first; both days included. */
    readonly report: (
      userId: UserId,
      days: { readonly from: number; readonly to: number }
    ) => Effect.Effect<ReadonlyArray<SpentOn>, StoreUnavailable>
  }
>()("@loopi/core/ports/TokenLedger") {}
