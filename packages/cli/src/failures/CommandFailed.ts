/**
 * How each failure ends the program: its stable code, what to say and do, and the exit code.
 */
import { problemCodes, type ProblemCode } from "@loopi/http"
import { Predicate, Schema } from "effect"

/** Exit codes: what kind of thing went wrong, for scripts. */
export const exitCodes = { other: 1, usage: 2, auth: 3, notFound: 4, conflict: 5, dependency: 6 } as const

export interface Failure {
  readonly code: string
  readonly exit: number
  /** One sentence, without the full stop. */
  readonly reason: string
  readonly whatToDo: string
}

/** A failure of the program alone, which no other surface knows. */
export class CommandFailed extends Schema.TaggedError<CommandFailed>()("CommandFailed", {
  code: Schema.String,
  exit: Schema.Int,
  reason: Schema.String,
  whatToDo: Schema.String
}) {}

/** What to do about a refusal, in the program's own commands. */
const refusals: Record<string, { readonly code: ProblemCode; readonly whatToDo: string }> = {
  UserNotFound: { code: "user_not_found", whatToDo: "Run the command again" },
  GoalNotFound: { code: "goal_not_found", whatToDo: "See yours with `loopi goal list`" },
  SkillTreeNotFound: { code: "skill_tree_not_found", whatToDo: "Grow one with `loopi tree --grow`" },
  SkillNodeNotFound: { code: "skill_node_not_found", whatToDo: "See the skills with `loopi tree --json`" },
  FlashcardNotFound: { code: "flashcard_not_found", whatToDo: "See yours with `loopi cards`" },
  ScheduleNotFound: { code: "schedule_not_found", whatToDo: "Approve drafts with `loopi cards approve --all`" },
  GoalLimitReached: { code: "goal_limit_reached", whatToDo: "Archive one with `loopi goal archive`" },
  ScheduleConflict: { code: "schedule_conflict", whatToDo: "Look again with `loopi due`" },
  SkillTreeConflict: { code: "skill_tree_conflict", whatToDo: "Run the command again" },
  NothingToUndo: { code: "nothing_to_undo", whatToDo: "Go on studying" },
  NoteRefused: {
    code: "note_refused",
    whatToDo: "Give a Markdown or text file in UTF-8 of at most 2,000,000 characters"
  },
  SkillTreeRefused: { code: "skill_tree_refused", whatToDo: "Change the headings of the notes" },
  ReviewInFuture: { code: "review_in_future", whatToDo: "Set this machine's clock" },
  StoreUnavailable: { code: "store_unavailable", whatToDo: "Check the database and run the command again" },
  EmbedderFailed: { code: "embedder_unavailable", whatToDo: "Run the command again" }
}

/** What a failure looks like to the person at the terminal. */
export const failureOf = (error: unknown): Failure => {
  if (!Predicate.isTagged(error, "AuthorFailed")) return tagged(error)
  return error instanceof Error && Predicate.hasProperty(error, "reason") && error.reason === "TooDeep"
    ? told("note_too_deep", "Flatten the lists and quotes of the note")
    : told("nothing_to_read", "Add notes with `loopi goal add TITLE --notes FILE`")
}

const tagged = (error: unknown): Failure => {
  if (error instanceof CommandFailed) return error
  if (!Predicate.hasProperty(error, "_tag") || !Predicate.isString(error._tag)) return unexpected
  const refusal = refusals[error._tag]
  if (refusal !== undefined) return told(refusal.code, refusal.whatToDo, error)
  return openings(error) ?? unexpected
}

const told = (code: ProblemCode, whatToDo: string, error?: unknown): Failure => {
  const { detail, status } = problemCodes[code]
  return { code, exit: exitFor(status), reason: detailed(error) ?? detail.replace(/\.$/, ""), whatToDo }
}

const exitFor = (status: number): number => {
  if (status === 404) return exitCodes.notFound
  if (status === 409) return exitCodes.conflict
  if (status === 401 || status === 403) return exitCodes.auth
  return status >= 500 || status === 429 ? exitCodes.dependency : exitCodes.usage
}

/** What the fields of a refusal add. */
const detailed = (error: unknown): string | undefined => {
  if (!Predicate.isObject(error)) return undefined
  if (Predicate.isTagged(error, "GoalLimitReached") && Predicate.hasProperty(error, "kind")) {
    return Predicate.hasProperty(error, "limit") ? `you may have ${error.limit} ${error.kind} goals` : undefined
  }
  if (!Predicate.isTagged(error, "NoteRefused") || !Predicate.hasProperty(error, "reason")) return undefined
  return Predicate.hasProperty(error, "name")
    ? `${error.name} is ${noteFlaws[`${error.reason}`] ?? "no note"}`
    : undefined
}

const noteFlaws: Record<string, string> = {
  empty: "blank",
  binary: "not text in UTF-8",
  too_long: "too long",
  too_deep: "nested too deep"
}

/** What keeps a composition from opening. */
const openings = (error: object & { readonly _tag: unknown }): Failure | undefined => {
  const at = Predicate.hasProperty(error, "directory") ? ` ${error.directory}` : ""
  switch (error._tag) {
    case "DirectoryLocked": {
      const pid = Predicate.hasProperty(error, "pid") ? `${error.pid}` : "unknown"
      return {
        code: "data_in_use",
        exit: exitCodes.conflict,
        reason: `the data in${at} is in use by process ${pid}`,
        whatToDo: "Stop that process, or name another directory with --data"
      }
    }
    case "DirectoryUnusable":
    case "VectorStoreUnusable": {
      const why = Predicate.hasProperty(error, "reason") ? ` (${`${error.reason}`.replaceAll("_", " ")})` : ""
      return {
        code: "data_unusable",
        exit: exitCodes.dependency,
        reason: `the directory${at} cannot be used${why}`,
        whatToDo: "Make it writable, or name another one with --data"
      }
    }
    case "PostgresUnreachable":
      return {
        code: "postgres_unreachable",
        exit: exitCodes.dependency,
        reason: error instanceof Error ? error.message.replace(/\.$/, "") : "Postgres cannot be reached",
        whatToDo: "Start the server, correct DATABASE_URL, or unset it to use the embedded one"
      }
    case "SqlError":
    case "MigrationError":
      return {
        code: "database_failed",
        exit: exitCodes.dependency,
        reason: "the database could not be opened",
        whatToDo: "Check the disk and the log, or name another directory with --data"
      }
    default:
      return undefined
  }
}

const unexpected: Failure = {
  code: "unexpected",
  exit: exitCodes.other,
  reason: "something went wrong that should not have",
  whatToDo: "Run the command again with --log-level debug and report what it prints"
}
