/**
 * What a failed command leaves on stderr: one line, and the exit code that goes with it.
 */
import { Cause, Predicate, Result } from "effect"
import { CliError } from "effect/cli"
import { exitCodes, type Failure, failureOf } from "./failures.ts"
import { printable } from "./render/text.ts"

export interface Report {
  readonly line: string | undefined
  readonly exit: number
}

/** How a cause ends the program. A command called without its subcommand has shown its help: nothing failed. */
export const report = (cause: Cause.Cause<unknown>): Report => {
  if (Cause.hasInterruptsOnly(cause)) return { line: undefined, exit: 130 }
  const found = Cause.findError(cause)
  const error = Result.isSuccess(found) ? found.success : undefined
  if (CliError.isCliError(error) && error._tag === "ShowHelp" && error.errors.length === 0) {
    return { line: undefined, exit: 0 }
  }
  const { code, exit, reason, whatToDo } = CliError.isCliError(error) ? misuse(error) : failureOf(error)
  return { line: `loopi: ${code}: ${printable(reason)}. ${printable(whatToDo)}`, exit }
}

const misuse = (error: CliError.CliError): Failure => {
  const first = error._tag === "ShowHelp" ? (error.errors[0] ?? error) : error
  const path = error._tag === "ShowHelp" ? error.commandPath.join(" ") : "loopi"
  const message = Predicate.isError(first) ? first.message : "the command was not understood"
  return {
    code: "usage",
    exit: exitCodes.usage,
    reason: message.trim().replace(/\.$/, ""),
    whatToDo: `See \`${path} --help\``
  }
}
