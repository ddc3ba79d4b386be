/**
 * How each failure that a command may end with is told.
 */
import { Provider } from "@loopi/core"
import type { Config } from "effect"
import { CliError } from "effect/cli"
import { CommandFailed, exitCodes } from "./CommandFailed.ts"
import { settings } from "../settings/settings.ts"
import { type Refusal, refused } from "./refusals.ts"

export const failureOf = (error: CommandFailed | CliError.CliError | Config.ConfigError | Refusal): CommandFailed => {
  if (CliError.isCliError(error)) return misused(error)
  switch (error._tag) {
    case "CommandFailed":
      return error
    case "ConfigError":
      return misconfigured(error)
    default:
      return refused(error)
  }
}

const misused = (error: CliError.CliError): CommandFailed => {
  const wasHelp = error._tag === "ShowHelp"
  const first = wasHelp ? (error.errors[0] ?? error) : error
  const path = wasHelp ? error.commandPath.join(" ") : "loopi"
  return CommandFailed.make({
    code: "usage",
    exit: exitCodes.usage,
    reason: path === "loopi keys add" ? nothingElse : tidied(first.message),
    whatToDo: `${nearTo(first)}See \`${path} --help\``
  })
}

/** What somebody wrote there may be the key: it is not said again. */
const nothingElse = `only the provider is named (${Provider.literals.join(", ")}); the key is typed or piped in`

const nearTo = (error: CliError.CliError): string =>
  "suggestions" in error && error.suggestions.length > 0 ? `Did you mean ${error.suggestions.join(" or ")}? ` : ""

const tidied = (message: string): string =>
  message
    .replaceAll(/\s+/g, " ")
    .replace(/Expected:? (Schema validation failed: )?(Expected )?/, "Expected: ")
    .replace("a string representing a finite number", "a number")
    .replace(
      /a value with a length of (at (?:least|most) \d+)/,
      (_, length: string) => `${length} ${length.endsWith(" 1") ? "character" : "characters"}`
    )
    .replace(/Expected: ".+"$/, (choices) => choices.replaceAll(" | ", ", ").replaceAll('"', ""))
    .replace(/ Did you mean this\?.*$/, "")
    .trim()
    .replace(/\.$/, "")

/** Settings are named and never said: one of them may be a password. */
const misconfigured = (error: Config.ConfigError): CommandFailed => {
  const [, name] = /\["([A-Z][A-Z0-9_]*)"\]/.exec(String(error.cause)) ?? []
  return CommandFailed.make({
    code: "configuration",
    exit: exitCodes.usage,
    reason: name === undefined ? "a setting in the environment cannot be read" : `the setting ${name} cannot be read`,
    whatToDo: name === undefined ? "`loopi serve --help` lists the settings there are" : correcting(name)
  })
}

const correcting = (name: string): string => {
  const expects = settings.get(name)?.expects
  return expects === undefined ? `Correct or unset ${name}` : `Set ${name} to ${expects}, or unset it`
}
