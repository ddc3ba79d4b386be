/**
 * How each failure that a command may end with is told.
 */
import { Provider } from "@loopi/core"
import type { Config } from "effect"
import { CliError } from "effect/cli"
import { CommandFailed, exitCodes } from "./CommandFailed.ts"
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
    whatToDo: `See \`${path} --help\``
  })
}

/** What somebody wrote there may be the key: it is not said again. */
const nothingElse = `only the provider is named (${Provider.literals.join(", ")}); the key is typed or piped in`

const tidied = (message: string): string =>
  message
    .replaceAll(/\s+/g, " ")
    .replace(/Expected: (Schema validation failed: )?(Expected )?/, "Expected: ")
    .trim()
    .replace(/\.$/, "")

/** Settings are named and never said: one of them may be a password. */
const misconfigured = (error: Config.ConfigError): CommandFailed => {
  const [, name] = /\["([A-Z][A-Z0-9_]*)"\]/.exec(String(error.cause)) ?? []
  return CommandFailed.make({
    code: "configuration",
    exit: exitCodes.usage,
    reason: name === undefined ? "a setting in the environment cannot be read" : `the setting ${name} cannot be read`,
    whatToDo:
      name === undefined
        ? "Look through the settings in docs/generation.md and docs/compositions.md"
        : `Correct or unset ${name}${formsOfSettings.has(name) ? `; it is ${formsOfSettings.get(name)}` : ""}`
  })
}

const formsOfSettings = new Map(
  Object.entries({
    LOOPI_MODEL_TIMEOUT: "a duration, as in `90 seconds`",
    LOOPI_MODEL_PATIENCE: "a duration, as in `90 seconds`",
    LOOPI_SIGNUP: "`open` or `closed`",
    LOOPI_EMAIL_VERIFICATION: "`required` or `optional`",
    LOOPI_PUBLIC_URL: "a URL, as in https://learn.example",
    LOOPI_SMTP_URL: "a URL, as in smtps://name:password@mail.example",
    LOOPI_MAIL_FROM: "an address, as in `Learn <learn@mail.example>`",
    OTEL_EXPORTER_OTLP_ENDPOINT: "a URL, as in http://localhost:4318",
    OTEL_EXPORTER_OTLP_PROTOCOL: "`http/protobuf` or `http/json`",
    OTEL_EXPORTER_OTLP_COMPRESSION: "`gzip` or `none`"
  })
)
