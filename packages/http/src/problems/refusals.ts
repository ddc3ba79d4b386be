/**
 * How each refusal of the core looks over HTTP: the only file that knows both.
 */
import {
  AuthorFailed,
  type AuthorFailure,
  BudgetExceeded,
  type BudgetLimit,
  GoalLimitReached,
  NoteRefused,
  type NoteRefusal,
  RequestInProgress,
  RunConflict,
  SkillTreeRefused,
  TooManyAttempts,
  TooManyTokens
} from "@loopi/core"
import { Clock, DateTime, Effect } from "effect"
import { HttpEffect, type HttpServerRequest, HttpServerResponse } from "effect/http"
import { problemCodes } from "./errors.ts"
import { fail, type Problem } from "./Problem.ts"

/** Turns a refusal of the core into the problem of its code. Causes stay here, in the log. */
export const answer = <A, E extends Refusal, R>(
  effect: Effect.Effect<A, E, R>
): Effect.Effect<A, Problem<(typeof codeByTag)[E["_tag"]]>, R | HttpServerRequest.HttpServerRequest> =>
  effect.pipe(
    Effect.catch((error) => {
      const tag: E["_tag"] = error._tag
      const code = codeByTag[tag]
      const told = problemCodes[code].status >= 500 ? Effect.logError("a dependency failed", error) : Effect.void
      return told.pipe(Effect.andThen(sayWhen(error)), Effect.andThen(fail(code, { detail: detailOf(error) })))
    })
  )

/** `Retry-After`, where it is known better than by the status. */
const sayWhen = Effect.fnUntraced(function* (error: Refusal) {
  const seconds = Math.ceil(waitFor(error, yield* Clock.currentTimeMillis) / 1_000)
  if (seconds <= 0) return
  yield* HttpEffect.appendPreResponseHandler((_, response) =>
    Effect.succeed(HttpServerResponse.setHeader(response, "retry-after", `${seconds}`))
  )
})

const waitFor = (error: Refusal, now: number): number => {
  if (error instanceof BudgetExceeded && error.resetsAt !== null) return error.resetsAt.epochMilliseconds - now
  if (error instanceof TooManyAttempts) return error.resetsAt.epochMilliseconds - now
  if (error instanceof RequestInProgress) return soon
  return "retryAfterMs" in error && typeof error.retryAfterMs === "number" ? error.retryAfterMs : 0
}

/** Most requests are answered within a second. */
const soon = 1_000

/** Tells the reasons apart for which an author may fail: each has a code of its own. */
export const byReason = <A, E extends Refusal, R>(
  effect: Effect.Effect<A, E | AuthorFailed, R>
): Effect.Effect<A, E | AuthorRefusal, R> =>
  Effect.mapError(effect, (error) =>
    error instanceof AuthorFailed ? { _tag: error.reason, retryAfterMs: error.retryAfterMs } : error
  )

interface AuthorRefusal {
  readonly _tag: AuthorFailure
  readonly retryAfterMs: number | undefined
}

const codeByTag = {
  Unauthenticated: "unauthenticated",
  CredentialsRefused: "credentials_refused",
  EmailNotVerified: "email_not_verified",
  SignUpClosed: "sign_up_closed",
  SessionRequired: "session_required",
  SessionNotFound: "session_not_found",
  ErasureNotFound: "erasure_not_found",
  PasswordTooCommon: "password_too_common",
  CodeRefused: "code_refused",
  ApiTokenNotFound: "api_token_not_found",
  TooManyTokens: "api_token_limit_reached",
  TooManyAttempts: "too_many_attempts",
  HasherBusy: "hasher_busy",
  ProviderKeyNotFound: "provider_key_not_found",
  ProviderKeyRefused: "provider_key_refused",
  MasterKeysRefused: "master_keys_refused",
  UserNotFound: "user_not_found",
  GoalNotFound: "goal_not_found",
  SkillTreeNotFound: "skill_tree_not_found",
  SkillTreeVersionNotFound: "skill_tree_version_not_found",
  SkillNodeNotFound: "skill_node_not_found",
  FlashcardNotFound: "flashcard_not_found",
  ScheduleNotFound: "schedule_not_found",
  GoalLimitReached: "goal_limit_reached",
  GoalConflict: "goal_conflict",
  Stale: "precondition_failed",
  CursorInvalid: "invalid_cursor",
  ScheduleConflict: "schedule_conflict",
  SkillTreeConflict: "skill_tree_conflict",
  NothingToUndo: "nothing_to_undo",
  NoteRefused: "note_refused",
  SkillTreeRefused: "skill_tree_refused",
  ReviewInFuture: "review_in_future",
  nothing_to_read: "nothing_to_read",
  note_too_deep: "note_too_deep",
  rate_limited: "author_rate_limited",
  spend_limit_reached: "author_spend_limit_reached",
  overloaded: "author_overloaded",
  credentials_refused: "author_credentials_refused",
  request_refused: "author_request_refused",
  refused: "author_refused",
  truncated: "author_truncated",
  context_exceeded: "author_context_exceeded",
  cut_off: "author_cut_off",
  malformed: "author_malformed",
  timed_out: "author_timed_out",
  unreachable: "author_unreachable",
  not_offered: "author_not_offered",
  BudgetExceeded: "budget_exceeded",
  FlashcardConflict: "flashcard_conflict",
  LeftOutNotFound: "left_out_not_found",
  RunNotFound: "run_not_found",
  RunConflict: "run_conflict",
  IdempotencyKeyReused: "idempotency_key_reused",
  RequestInProgress: "request_in_progress",
  FlowsUnavailable: "flows_unavailable",
  StoreUnavailable: "store_unavailable",
  EmbedderFailed: "embedder_unavailable"
} as const

/** Whatever a use case may refuse or fail with, as far as its code goes. */
export interface Refusal {
  readonly _tag: keyof typeof codeByTag
}

/** What the fields of a refusal add to its code. Ids never: someone else's must look like one nobody has. */
const detailOf = (error: Refusal): string | undefined => {
  if (error instanceof GoalLimitReached) return `You may have ${error.limit} ${error.kind} goals.`
  if (error instanceof TooManyTokens) return `You may have ${error.limit} tokens.`
  if (error instanceof RunConflict) return `The run is ${error.status}.`
  if (error instanceof NoteRefused) return noteDetails[error.reason]
  if (error instanceof SkillTreeRefused) return `The proposed skill tree breaks a rule: ${error.flaw}.`
  if (error instanceof BudgetExceeded) return `${limitsInWords[error.limit]} ${error.cap}${resetOf(error)}.`
  return undefined
}

const limitsInWords: Record<BudgetLimit, string> = {
  calls_per_day: "Calls to models a day:",
  tokens_per_day: "Tokens a day:",
  runs_at_once: "Runs at once:",
  runs_per_hour: "Runs of a kind an hour:"
}

const resetOf = ({ resetsAt }: BudgetExceeded): string =>
  resetsAt === null ? "; one has to end first" : `; again at ${DateTime.formatIso(resetsAt)}`

const noteDetails: Record<NoteRefusal, string> = {
  empty: "The note is blank.",
  binary: "The note is not text.",
  too_long: "The note is too long.",
  too_deep: "The note is nested too deep."
}
