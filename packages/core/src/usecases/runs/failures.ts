/**
 * What goes wrong in a run, as it is kept with the run; and the other way round for whoever waited for it.
 */
import { DateTime, Schema } from "effect"
import type { GoalNotFound } from "../../domain/goals/Goal.ts"
import type { MasterKeysRefused } from "../../domain/providerKeys/MasterKey.ts"
import type { RunFailure } from "../../domain/runs/Run.ts"
import type { SkillTreeConflict, SkillTreeNotFound, SkillTreeRefused } from "../../domain/skillTrees/SkillTree.ts"
import { cut } from "../../domain/Text.ts"
import { BudgetExceeded, BudgetLimit } from "../../domain/budget/TokenLedger.ts"
import { authorCodeOf, AuthorFailed, authorReasonOf } from "../../ports/AuthorFailed.ts"
import type { ReindexStalled, SpaceUnknown } from "../vectors/Reindex.ts"

/** Whatever ends a run early. */
export type RunError =
  | AuthorFailed
  | BudgetExceeded
  | GoalNotFound
  | SkillTreeNotFound
  | SkillTreeRefused
  | SkillTreeConflict
  | SpaceUnknown
  | ReindexStalled
  | MasterKeysRefused

/** A mistake of ours: the log says more. */
export const bug = "internal_error"

export const failureOf = (error: RunError, step: string | null, now: DateTime.Utc): RunFailure => {
  const detail = cut(detailOf(error), 500)
  return {
    code: error._tag === "AuthorFailed" ? authorCodeOf(error.reason) : codes[error._tag],
    step,
    retryable: error._tag === "AuthorFailed" ? error.retryable : passing.has(error._tag),
    retryAt: retryAtOf(error, now),
    ...(detail !== "" && { detail })
  }
}

/** What an author failed with, or a budget refused; anything else that can end a generation is found out before. */
export const authorErrorOf = (
  { code, detail, retryable, retryAt }: RunFailure,
  now: DateTime.Utc,
  caps: Partial<Record<BudgetLimit, number>>
): AuthorFailed | BudgetExceeded | undefined => {
  const reason = authorReasonOf(code)
  if (reason !== undefined) {
    const retryAfterMs = retryAt === null ? undefined : Math.max(0, retryAt.epochMilliseconds - now.epochMilliseconds)
    return AuthorFailed.make({ reason, retryable, ...(retryAfterMs !== undefined && { retryAfterMs }) })
  }
  if (code !== codes.BudgetExceeded || !isLimit(detail)) return undefined
  return BudgetExceeded.make({ limit: detail, cap: caps[detail] ?? 0, resetsAt: retryAt })
}

const isLimit = Schema.is(BudgetLimit)

const codes = {
  BudgetExceeded: "budget_exceeded",
  GoalNotFound: "goal_not_found",
  SkillTreeNotFound: "skill_tree_not_found",
  SkillTreeRefused: "skill_tree_refused",
  SkillTreeConflict: "skill_tree_conflict",
  SpaceUnknown: "space_unknown",
  ReindexStalled: "reindex_stalled",
  MasterKeysRefused: "master_keys_refused"
} as const

/** What may go well the next time without anybody changing anything. */
const passing = new Set<RunError["_tag"]>(["BudgetExceeded", "SkillTreeConflict", "ReindexStalled"])

const retryAtOf = (error: RunError, now: DateTime.Utc): DateTime.Utc | null => {
  if (error._tag === "BudgetExceeded") return error.resetsAt
  if (error._tag !== "AuthorFailed" || error.retryAfterMs === undefined) return null
  return DateTime.add(now, { milliseconds: Math.ceil(error.retryAfterMs) })
}

const detailOf = (error: RunError): string => {
  switch (error._tag) {
    case "BudgetExceeded":
      return error.limit
    case "SkillTreeRefused":
      return error.flaw
    case "MasterKeysRefused":
      return error.reason
    case "ReindexStalled":
      return error.failure
    default:
      return ""
  }
}
