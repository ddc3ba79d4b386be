/**
 * What a command leaves behind when it fails: one line on stderr, and the exit code that goes with it.
 */
import { Cause, Console, Effect, Result } from "effect"
import { CliError } from "effect/cli"
import { type CommandFailed, unexpected } from "../failures/CommandFailed.ts"
import { failureOf } from "../failures/failureOf.ts"
import { printable } from "../render/text.ts"

type Failing = Parameters<typeof failureOf>[0]

/** Tells what went wrong, if anything did: a command called without its subcommand has shown its help, no more. */
export const told = (cause: Cause.Cause<Failing>): Effect.Effect<void, CommandFailed> => {
  if (Cause.hasInterruptsOnly(cause)) return Effect.interrupt
  const found = Cause.findError(cause)
  const error = Result.isSuccess(found) ? found.success : unexpected
  if (CliError.isCliError(error) && error._tag === "ShowHelp" && error.errors.length === 0) return Effect.void
  const failure = failureOf(error)
  return Console.error(lineOf(failure)).pipe(Effect.andThen(failure))
}

const lineOf = ({ code, reason, whatToDo }: CommandFailed): string =>
  `loopi: ${code}: ${printable(reason)}. ${printable(whatToDo)}`
