/**
 * How the program tells the refusals and failures of the core: codes are those of the API, advice is in its own commands.
 */
import {
  AccountNotFound,
  AuthorFailed,
  type AuthorFailure,
  BudgetExceeded,
  EmailTaken,
  EmbedderFailed,
  ErasureNotFound,
  FlashcardConflict,
  FlashcardNotFound,
  FlowsUnavailable,
  GoalLimitReached,
  GoalNotFound,
  HasherBusy,
  IdempotencyKeyReused,
  LeftOutNotFound,
  MasterKeysRefused,
  NoteRefused,
  type NoteRefusal,
  NothingToUndo,
  PasswordTooCommon,
  ProviderKeyNotFound,
  ProviderKeyRefused,
  ProviderKeyUnreadable,
  ReviewInFuture,
  RunConflict,
  RunNotFound,
  ScheduleConflict,
  ScheduleNotFound,
  SkillNodeNotFound,
  SkillTreeConflict,
  SkillTreeNotFound,
  SkillTreeRefused,
  SkillTreeVersionNotFound,
  StoreUnavailable,
  UserNotFound
} from "@loopi/core"
import { type ProblemCode, problemCodes } from "@loopi/http"
import { Schema } from "effect"
import { CommandFailed, exitCodes } from "./CommandFailed.ts"
import { keyFlaws, masterKeyAdvice, masterKeyFlaw } from "./keyFlaws.ts"

/** Whatever a use case may refuse or fail with. */
const Refusal = Schema.Union([
  AccountNotFound,
  AuthorFailed,
  BudgetExceeded,
  EmailTaken,
  EmbedderFailed,
  ErasureNotFound,
  FlashcardConflict,
  FlashcardNotFound,
  FlowsUnavailable,
  GoalLimitReached,
  GoalNotFound,
  HasherBusy,
  IdempotencyKeyReused,
  LeftOutNotFound,
  MasterKeysRefused,
  NoteRefused,
  NothingToUndo,
  PasswordTooCommon,
  ProviderKeyNotFound,
  ProviderKeyRefused,
  ProviderKeyUnreadable,
  ReviewInFuture,
  RunConflict,
  RunNotFound,
  ScheduleConflict,
  ScheduleNotFound,
  SkillNodeNotFound,
  SkillTreeConflict,
  SkillTreeNotFound,
  SkillTreeRefused,
  SkillTreeVersionNotFound,
  StoreUnavailable,
  UserNotFound
])
export type Refusal = typeof Refusal.Type

type Advice = readonly [code: ProblemCode, whatToDo: string]

export const refused = (error: Refusal): CommandFailed => {
  const [code, whatToDo] = adviceFor(error)
  const { detail, status } = problemCodes[code]
  return CommandFailed.make({
    code,
    exit: exitFor(status),
    reason: reasonOf(error) ?? detail.replace(/\.$/, ""),
    whatToDo
  })
}

const adviceFor = (error: Refusal): Advice => {
  if (error._tag === "AuthorFailed") return authorAdvice[error.reason]
  if (error._tag === "MasterKeysRefused") return ["master_keys_refused", masterKeyAdvice[error.reason]]
  return advice[error._tag]
}

const advice: Record<Exclude<Refusal["_tag"], "AuthorFailed" | "MasterKeysRefused">, Advice> = {
  AccountNotFound: ["account_not_found", "See which there are with `loopi account list`"],
  EmailTaken: ["email_taken", "Have its password chosen anew with `loopi account reset`"],
  HasherBusy: ["hasher_busy", "Run the command again"],
  PasswordTooCommon: ["password_too_common", "Choose another one: a few words that belong together only for you"],
  ErasureNotFound: ["erasure_not_found", "Give the code as it was printed when the erasure began"],
  UserNotFound: ["user_not_found", "Run the command again"],
  GoalNotFound: ["goal_not_found", "See yours with `loopi goal list`"],
  SkillTreeNotFound: ["skill_tree_not_found", "Grow one with `loopi tree --notes FILE`"],
  SkillTreeVersionNotFound: ["skill_tree_version_not_found", "See which there are with `loopi tree --versions`"],
  SkillNodeNotFound: ["skill_node_not_found", "See the skills with `loopi tree --json`"],
  FlashcardNotFound: ["flashcard_not_found", "See yours with `loopi cards`"],
  ScheduleNotFound: ["schedule_not_found", "See your cards with `loopi cards`; approve drafts before you study them"],
  GoalLimitReached: ["goal_limit_reached", "See yours with `loopi goal list`, and archive or restore one"],
  ScheduleConflict: ["schedule_conflict", "Look again with `loopi due`"],
  SkillTreeConflict: ["skill_tree_conflict", "Run the command again"],
  NothingToUndo: ["nothing_to_undo", "Go on studying"],
  NoteRefused: ["note_refused", "Give a Markdown or text file in UTF-8 of at most 2,000,000 characters"],
  SkillTreeRefused: ["skill_tree_refused", "Change the headings of the notes"],
  ReviewInFuture: ["review_in_future", "Set this machine's clock"],
  ProviderKeyNotFound: ["provider_key_not_found", "See yours with `loopi keys list`"],
  ProviderKeyRefused: ["provider_key_refused", "Copy it again from the provider, and pipe it in or paste it"],
  ProviderKeyUnreadable: ["provider_key_unreadable", "Add the key again with `loopi keys add`"],
  BudgetExceeded: ["budget_exceeded", "See what was spent with `loopi budget`, and run the command again later"],
  FlashcardConflict: ["flashcard_conflict", "Look at the card again with `loopi cards show`"],
  LeftOutNotFound: ["left_out_not_found", "See what was left out with `loopi runs show`"],
  RunNotFound: ["run_not_found", "See yours with `loopi runs`"],
  RunConflict: ["run_conflict", "What is under way can be cancelled, what failed or was cancelled be retried"],
  IdempotencyKeyReused: ["idempotency_key_reused", "Run the command again"],
  FlowsUnavailable: ["flows_unavailable", "See how it stands with `loopi runs`"],
  StoreUnavailable: ["store_unavailable", "Check the database and run the command again"],
  EmbedderFailed: ["embedder_unavailable", "Run the command again"]
}

const authorAdvice: Record<AuthorFailure, Advice> = {
  nothing_to_read: ["nothing_to_read", "Add notes with `loopi tree --notes FILE`"],
  note_too_deep: ["note_too_deep", "Flatten its lists and quotes, and give it again with `loopi tree --notes FILE`"],
  rate_limited: ["author_rate_limited", "Wait a minute and run the command again"],
  spend_limit_reached: ["author_spend_limit_reached", "Raise the limit with the provider"],
  overloaded: ["author_overloaded", "Run the command again in a while"],
  credentials_refused: ["author_credentials_refused", "Add the key again with `loopi keys add anthropic`"],
  request_refused: ["author_request_refused", "Check LOOPI_MODEL and the base URL"],
  refused: ["author_refused", "Word the goal or its notes another way"],
  truncated: ["author_truncated", "Ask for fewer cards with --count"],
  context_exceeded: ["author_context_exceeded", "Give shorter notes"],
  cut_off: ["author_cut_off", "Run the command again"],
  malformed: ["author_malformed", "Run the command again"],
  timed_out: ["author_timed_out", "Run the command again"],
  unreachable: ["author_unreachable", "Check the network and the base URL"],
  not_offered: ["author_not_offered", "Add a key with `loopi keys add anthropic`, or change the card by hand"]
}

/** The exit code that goes with the status of a problem. */
export const exitFor = (status: number): number => {
  if (status === 404) return exitCodes.notFound
  if (status === 409) return exitCodes.conflict
  if (status === 401 || status === 403) return exitCodes.auth
  return status >= 500 || status === 429 ? exitCodes.dependency : exitCodes.usage
}

/** What the fields of a refusal say better than its code. */
const reasonOf = (error: Refusal): string | undefined => {
  if (error._tag === "GoalLimitReached") return `you may have ${error.limit} ${error.kind} goals`
  if (error._tag === "NoteRefused") return `${error.name} is ${noteFlaws[error.reason]}`
  if (error._tag === "SkillTreeRefused") return `the tree was refused (${error.flaw.replaceAll("_", " ")})`
  if (error._tag === "ProviderKeyNotFound") return `you have no key for ${error.provider}`
  if (error._tag === "ProviderKeyRefused") return keyFlaws[error.reason]
  if (error._tag === "MasterKeysRefused") return masterKeyFlaw(error)
  if (error._tag === "RunConflict") return `the run ${runStands[error.status]}`
  return undefined
}

const runStands: Record<RunConflict["status"], string> = {
  queued: "waits for its turn",
  running: "is under way",
  succeeded: "has succeeded already",
  failed: "has failed already",
  cancelled: "was cancelled"
}

const noteFlaws: Record<NoteRefusal, string> = {
  empty: "blank",
  binary: "not text in UTF-8",
  too_long: "too long",
  too_deep: "nested too deep"
}
