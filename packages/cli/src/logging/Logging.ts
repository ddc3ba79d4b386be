/**
 * The log of a server: for programs that gather it a line of JSON each, for whoever looks at a terminal in colour.
 */
import { Effect, Layer, Logger, References } from "effect"
import process from "node:process"
import { oneOf } from "../settings/oneOf.ts"
import { jsonLine } from "./jsonLine.ts"
import { plainly } from "./plainly.ts"

export const layer = Layer.unwrap(
  Effect.gen(function* () {
    const otherwise = process.stderr.isTTY ? "pretty" : "json"
    const format = yield* oneOf("LOOPI_LOG", ["json", "pretty", "text"], otherwise)
    const level = yield* oneOf("LOOPI_LOG_LEVEL", ["debug", "info", "warn", "error", "none"], "info")
    const logger = Logger.layer([plainly(loggers[format])])
    // Whoever typed --log-level means it.
    const isTyped = (yield* References.MinimumLogLevel) !== "Info"
    return isTyped ? logger : Layer.merge(logger, Layer.succeed(References.MinimumLogLevel, levels[level]))
  })
)

const loggers = {
  json: Logger.withConsoleError(jsonLine),
  pretty: Logger.consolePretty(),
  text: Logger.withConsoleError(Logger.formatLogFmt)
}

const levels = { debug: "Debug", info: "Info", warn: "Warn", error: "Error", none: "None" } as const
