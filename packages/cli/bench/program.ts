/**
 * Runs the program in a process of its own, and tells what it took.
 */
import { spawn } from "node:child_process"
import { join } from "node:path"
import { Effect } from "effect"

export interface Cost {
  readonly seconds: number
  /** Seconds of this process alone, without those of a database server. */
  readonly processor: number
  readonly mebibytes: number
}

export const loopi = (args: ReadonlyArray<string>, env: Readonly<Record<string, string>> = {}) =>
  Effect.callback<Cost, string>((resume) => {
    const begun = performance.now()
    const here = import.meta.dirname
    const child = spawn(
      process.execPath,
      ["--conditions=@loopi/source", "--import", join(here, "measure.ts"), join(here, "../src/main.ts"), ...args],
      { env: { ...process.env, ...env }, stdio: ["ignore", "ignore", "pipe", "pipe"] }
    )
    const heard = { errors: "", memory: "" }
    child.stderr?.on("data", (text: Buffer) => (heard.errors += text.toString()))
    child.stdio[3]?.on("data", (text: Buffer) => (heard.memory += text.toString()))
    child.once("close", (exit) => {
      const seconds = (performance.now() - begun) / 1000
      resume(
        exit === 0
          ? Effect.succeed({ seconds, ...JSON.parse(heard.memory) })
          : Effect.fail(`loopi ${args.join(" ")}: ${exit} ${heard.errors}`)
      )
    })
  })

export const told = ({ mebibytes, processor, seconds }: Cost): string =>
  [`${seconds.toFixed(0)} s`, `${processor.toFixed(0)} s of processor`, `${mebibytes} MiB`].join(", ")
