/**
 * Runs a command in this process, with an environment that holds nothing else: it takes half the time.
 */
import * as NodeServices from "@effect/platform-node/NodeServices"
import { ConfigProvider, Console, Effect, Layer } from "effect"
import { CliOutput, Command } from "effect/cli"
import * as Cli from "../src/Cli.ts"
import { told } from "../src/output/report.ts"
import type { Outcome } from "./program.ts"

export const runHere = (args: ReadonlyArray<string>, env: Record<string, string> = {}): Effect.Effect<Outcome> =>
  Effect.suspend(() => {
    const printed = { stdout: "", stderr: "" }
    const outcome = (exit: number): Outcome => ({ exit, signal: null, ...printed })
    const listening: Console.Console = {
      ...globalThis.console,
      log: (text: string) => void (printed.stdout += `${text}\n`),
      error: (text: string) => void (printed.stderr += `${text}\n`)
    }
    return Command.runWith(Cli.loopi, { version: Cli.version })(args).pipe(
      Effect.catchCause(told),
      Effect.match({ onFailure: ({ exit }) => outcome(exit), onSuccess: () => outcome(0) }),
      Effect.provideService(Console.Console, listening),
      Effect.provide(
        Layer.mergeAll(
          NodeServices.layer,
          CliOutput.layerPresenter(Cli.presenter),
          ConfigProvider.layer(ConfigProvider.fromUnknown(env))
        )
      )
    )
  })
