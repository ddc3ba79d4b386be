/**
 * The program as `src/main.ts` runs it, for a learner who may have as many goals and runs as a test needs.
 */
import * as NodeRuntime from "@effect/platform-node/NodeRuntime"
import * as NodeServices from "@effect/platform-node/NodeServices"
import { CurrentPolicy, defaultPolicy } from "@loopi/core"
import { Effect, Layer, Logger } from "effect"
import { CliOutput, Command } from "effect/cli"
import * as Cli from "../../../src/Cli.ts"
import { told } from "../../../src/output/report.ts"

const services = Layer.mergeAll(
  NodeServices.layer,
  CliOutput.layerPresenter(Cli.presenter),
  Layer.succeed(Logger.LogToStderr, true)
)

const roomy = {
  ...defaultPolicy,
  activeGoals: 10_000,
  runsAtOnce: 1_000,
  runsPerHour: 100_000,
  callsPerDay: 100_000,
  tokensPerDay: 10_000_000_000
}

Command.run(Cli.loopi, { version: Cli.version }).pipe(
  Effect.catchCause(told),
  Effect.provide(services),
  Effect.provideService(CurrentPolicy, roomy),
  (program) => NodeRuntime.runMain(program, { disableErrorReporting: true })
)
