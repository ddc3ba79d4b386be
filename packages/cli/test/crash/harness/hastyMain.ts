/**
 * The program as `src/main.ts` runs it, but for an archive that is written to all the time: so that kills fall into it.
 */
import * as NodeRuntime from "@effect/platform-node/NodeRuntime"
import * as NodeServices from "@effect/platform-node/NodeServices"
import { ArchivingPace } from "@loopi/core"
import { Duration, Effect, Layer, Logger } from "effect"
import { CliOutput, Command } from "effect/cli"
import * as Cli from "../../../src/Cli.ts"
import { told } from "../../../src/output/report.ts"

const services = Layer.mergeAll(
  NodeServices.layer,
  CliOutput.layerPresenter(Cli.presenter),
  Layer.succeed(Logger.LogToStderr, true)
)

const pace = { batchSize: 50, lookEvery: Duration.millis(100), atLeastEvery: Duration.millis(300) }

Command.run(Cli.loopi, { version: Cli.version }).pipe(
  Effect.catchCause(told),
  Effect.provide(services),
  Effect.provideService(ArchivingPace, pace),
  (program) => NodeRuntime.runMain(program, { disableErrorReporting: true })
)
