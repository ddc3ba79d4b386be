/**
 * Programs of this folder in processes of their own, line by line.
 */
import { type ChildProcessByStdio, spawn } from "node:child_process"
import { mkdtemp, rm } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { createInterface } from "node:readline"
import type { Readable } from "node:stream"
import { Effect, Queue, Stream } from "effect"

type Child = ChildProcessByStdio<null, Readable, null>

export const temporaryDirectory = Effect.acquireRelease(
  Effect.promise(() => mkdtemp(join(tmpdir(), "loopi crash "))),
  (directory) => Effect.promise(() => rm(directory, { recursive: true, force: true }))
)

/** Starts a program, and ends it with the scope at the latest. */
export const start = Effect.fnUntraced(function* (program: string, ...args: ReadonlyArray<string>) {
  const child = yield* Effect.acquireRelease(
    Effect.sync((): Child =>
      spawn(process.execPath, ["--conditions=@loopi/source", join(import.meta.dirname, program), ...args], {
        stdio: ["ignore", "pipe", "inherit"],
        env: { TZ: "UTC" }
      })
    ),
    killed
  )
  const lines = yield* Stream.fromAsyncIterable(createInterface(child.stdout), String).pipe(
    Stream.orDie,
    Stream.toQueue({ capacity: "unbounded" })
  )
  return {
    /** The next line; fails when there will be none. */
    line: Queue.take(lines),
    /** Ends the process without giving it a chance to tidy up, and gives the lines it had still printed. */
    kill: killed(child).pipe(Effect.andThen(Stream.runCollect(Stream.fromQueue(lines)))),
    /** All lines up to its own end. */
    rest: Stream.runCollect(Stream.fromQueue(lines))
  }
})

const killed = (child: Child) =>
  Effect.callback<void>((resume) => {
    if (child.exitCode !== null || child.signalCode !== null) return resume(Effect.void)
    child.once("exit", () => resume(Effect.void))
    child.kill("SIGKILL")
  })
