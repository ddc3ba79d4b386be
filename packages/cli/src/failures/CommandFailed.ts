/**
 * How a command ends when it fails: what its one line on stderr says, and the exit code.
 */
import { Runtime, Schema } from "effect"

/** Exit codes: what kind of thing went wrong, for scripts. */
export const exitCodes = { other: 1, usage: 2, auth: 3, notFound: 4, conflict: 5, dependency: 6 } as const

export class CommandFailed extends Schema.TaggedError<CommandFailed>()("CommandFailed", {
  /** Stable, for programs. */
  code: Schema.String,
  exit: Schema.Int,
  /** One sentence, without the full stop. */
  reason: Schema.String,
  whatToDo: Schema.String
}) {
  override readonly [Runtime.errorExitCode] = this.exit
}

/** Something no command expects. What it was is in the log, for whoever asks for it. */
export const unexpected = CommandFailed.make({
  code: "unexpected",
  exit: exitCodes.other,
  reason: "something went wrong that should not have",
  whatToDo: "Run the command again with --log-level debug and report what it prints"
})
