/**
 * What calls to models cost a learner: reserved before, settled after, within caps for a day in UTC.
 */
import { DateTime, Schema } from "effect"
import { Uuid } from "../Id.ts"
import { RunId } from "../runs/Run.ts"
import { text } from "../Text.ts"
import { UserId } from "../users/User.ts"

const Count = Schema.Int.check(Schema.isGreaterThanOrEqualTo(0))

export const ModelCallId = Uuid.pipe(Schema.brand("ModelCallId"))
export type ModelCallId = typeof ModelCallId.Type

/** What a call is for. */
export const CallPurpose = Schema.Literals(["tree", "plan", "write", "rewrite", "distractors", "review", "mend"])
export type CallPurpose = typeof CallPurpose.Type

/** What a call took, in the provider's own count. */
export const TokenUsage = Schema.Struct({ inputTokens: Count, outputTokens: Count })
export type TokenUsage = typeof TokenUsage.Type

/** `open` until its end is known: what a killed process was paying for stays open, at what was reserved. */
export const CallOutcome = Schema.Literals(["open", "succeeded", "failed"])
export type CallOutcome = typeof CallOutcome.Type

/** One request to a provider. Tries of the same request are calls of their own. */
export class ModelCall extends Schema.Class<ModelCall>("ModelCall")({
  id: ModelCallId,
  userId: UserId,
  runId: Schema.NullOr(RunId),
  purpose: CallPurpose,
  model: text(1, 200),
  promptVersion: Schema.NullOr(text(1, 100)),
  /** The most it can take, reserved before it is made. */
  reserved: TokenUsage,
  /** What it took; `null` while it is open. */
  usage: Schema.NullOr(TokenUsage),
  outcome: CallOutcome,
  startedAt: Schema.DateTimeUtc,
  settledAt: Schema.NullOr(Schema.DateTimeUtc)
}) {}

/** What a learner may spend. */
export interface BudgetCaps {
  readonly callsPerDay: number
  readonly tokensPerDay: number
}

export const BudgetLimit = Schema.Literals(["calls_per_day", "tokens_per_day", "runs_at_once", "runs_per_hour"])
export type BudgetLimit = typeof BudgetLimit.Type

/** The learner's budget does not allow it. It does again at `resetsAt`; `null` when a run ends. */
export class BudgetExceeded extends Schema.TaggedError<BudgetExceeded>()("BudgetExceeded", {
  limit: BudgetLimit,
  cap: Schema.Int,
  resetsAt: Schema.NullOr(Schema.DateTimeUtc)
}) {}

/** The day a call is counted on, as days since 1970-01-01 in UTC: providers count their days so, too. */
export const budgetDayOf = (at: DateTime.Utc): number => Math.floor(DateTime.toEpochMillis(at) / 86_400_000)

/** When the next budget day begins. */
export const resetsAt = (day: number): DateTime.Utc => DateTime.makeUnsafe((day + 1) * 86_400_000)

/** What was spent on a day. Open calls count with what is reserved for them. */
export const Spent = Schema.Struct({
  day: Schema.Int,
  calls: Count,
  open: Count,
  inputTokens: Count,
  outputTokens: Count
})
export type Spent = typeof Spent.Type

/** What was spent on what, within a day. */
export const SpentOn = Schema.Struct({
  ...Spent.fields,
  purpose: CallPurpose,
  model: Schema.String
})
export type SpentOn = typeof SpentOn.Type

/** Why a call may not be made on a day on which this was spent, if it may not. */
export const overCap = (
  { calls, day, inputTokens, outputTokens }: Spent,
  { reserved }: Pick<ModelCall, "reserved">,
  { callsPerDay, tokensPerDay }: BudgetCaps
): BudgetExceeded | undefined => {
  const reset = resetsAt(day)
  if (calls >= callsPerDay) return BudgetExceeded.make({ limit: "calls_per_day", cap: callsPerDay, resetsAt: reset })
  const tokens = inputTokens + outputTokens + reserved.inputTokens + reserved.outputTokens
  if (tokens <= tokensPerDay) return undefined
  return BudgetExceeded.make({ limit: "tokens_per_day", cap: tokensPerDay, resetsAt: reset })
}
