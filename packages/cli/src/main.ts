#!/usr/bin/env node
/**
 * The composition root of the program: commands, the services of Node, and how a failure ends it.
 */
import { NodeRuntime, NodeServices } from "@effect/platform-node"
import { Console, Effect, Exit, Layer } from "effect"
import { CliOutput, Command } from "effect/cli"
import * as Cli from "./Cli.ts"
import { report } from "./report.ts"

// A reader that has seen enough (`loopi cards | head`) is no failure.
process.stdout.on("error", (error: NodeJS.ErrnoException) => process.exit(error.code === "EPIPE" ? 0 : 1))

const program = Command.run(Cli.loopi, { version: Cli.version }).pipe(
  Effect.tapCause((cause) => {
    const { line } = report(cause)
    return line === undefined ? Effect.void : Console.error(line)
  }),
  Effect.provide(Layer.mergeAll(NodeServices.layer, CliOutput.layerPresenter(Cli.presenter)))
)

NodeRuntime.runMain(program, {
  disableErrorReporting: true,
  teardown: (exit, onExit) => onExit(Exit.isFailure(exit) ? report(exit.cause).exit : 0)
})
