#!/usr/bin/env node
/**
 * The composition root of the program: commands, the services of Node, and how a failure ends it.
 */
import * as NodeRuntime from "@effect/platform-node/NodeRuntime"
import * as NodeServices from "@effect/platform-node/NodeServices"
import { Effect, Layer, Logger, Runtime } from "effect"
import { CliOutput, Command } from "effect/cli"
import * as Cli from "./Cli.ts"
import { cutShort, endsWhenStopped, exitWhenStopped } from "./ending.ts"
import { told } from "./output/report.ts"

const services = Layer.mergeAll(
  NodeServices.layer,
  CliOutput.layerPresenter(Cli.presenter),
  // What a command prints on stdout is for whoever asked: warnings stay out of it.
  Layer.succeed(Logger.LogToStderr, true)
)

const program = Command.run(Cli.loopi, { version: Cli.version }).pipe(Effect.catchCause(told), Effect.provide(services))

// A reader that has seen enough (`loopi cards | head`) is no failure: what is open is closed properly all the same.
process.stdout.on("error", () => {
  Effect.runSync(endsWhenStopped)
  process.emit("SIGTERM")
})

NodeRuntime.runMain(program, {
  disableErrorReporting: true,
  teardown: (exit, onExit) =>
    Runtime.defaultTeardown(exit, (code) => onExit(code === cutShort ? exitWhenStopped() : code))
})
