import { type ChildProcessByStdio, spawn } from "node:child_process"
import { join } from "node:path"
import { createInterface } from "node:readline"
import type { Readable } from "node:stream"
import { Effect, Stream } from "effect"

export type Child = ChildProcessByStdio<null, Readable, null>

/** Runs a program of this folder in a process of its own, which ends with the scope at the latest. */
export const start = (program: string, ...args: ReadonlyArray<string>) =>
  Effect.acquireRelease(
    Effect.sync((): Child =>
      spawn(process.execPath, ["--conditions=@loopi/source", join(import.meta.dirname, program), ...args], {
        stdio: ["ignore", "pipe", "inherit"]
      })
    ),
    kill
  )

/** Ends a process without giving it a chance to tidy up. */
export const kill = (child: Child) =>
  Effect.callback<void>((resume) => {
    if (child.exitCode !== null || child.signalCode !== null) return resume(Effect.void)
    child.once("exit", () => resume(Effect.void))
    child.kill("SIGKILL")
  })

export const linesOf = (child: Child) =>
  Stream.fromAsyncIterable(createInterface(child.stdout), String).pipe(Stream.orDie)
