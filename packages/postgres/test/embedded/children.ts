/**
 * Real processes for the tests: only those can be killed, race and leave locks behind.
 */
import { Effect, type Scope } from "effect"
import { type ChildProcess, spawn } from "node:child_process"
import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { createInterface } from "node:readline"

export interface Child {
  readonly pid: number
  readonly say: (line: string) => void
  readonly kill: (signal: NodeJS.Signals) => void
  /** The next line it prints; fails with what it said on stderr when it ends instead. */
  readonly line: Effect.Effect<string, Error>
  /** How it ended: an exit code or a signal. */
  readonly end: Effect.Effect<number | string>
}

/** Starts one of the programs in `children`; killed with the scope. */
export const startChild = (name: string, ...args: Array<string>): Effect.Effect<Child, never, Scope.Scope> =>
  Effect.acquireRelease(
    Effect.sync(() => spawn(process.execPath, [join(import.meta.dirname, "children", name), ...args])),
    (child) => Effect.sync(() => child.kill("SIGKILL"))
  ).pipe(Effect.map(talkTo))

/** A directory of its own for a test. */
export const newDirectory: Effect.Effect<string, never, Scope.Scope> = Effect.acquireRelease(
  Effect.sync(() => mkdtempSync(join(tmpdir(), "loopi-"))),
  (directory) => Effect.sync(() => rmSync(directory, { recursive: true, force: true }))
)

function talkTo(child: ChildProcess): Child {
  const lines: Array<string> = []
  let complaint = ""
  let ended: number | string | undefined
  let wake = (): void => {}
  child.stderr?.on("data", (chunk: Buffer) => (complaint += chunk.toString()))
  if (child.stdout !== null) {
    createInterface({ input: child.stdout }).on("line", (line) => {
      lines.push(line)
      wake()
    })
  }
  child.on("close", (code, signal) => {
    ended = signal ?? code ?? 0
    wake()
  })
  const wait = <A, E>(look: () => Effect.Effect<A, E> | undefined): Effect.Effect<A, E> =>
    Effect.callback((resume) => {
      wake = () => {
        const found = look()
        if (found === undefined) return
        wake = () => {}
        resume(found)
      }
      wake()
    })
  return {
    pid: child.pid ?? 0,
    say: (line) => child.stdin?.write(`${line}\n`),
    kill: (signal) => child.kill(signal),
    line: wait(() => {
      const line = lines.shift()
      if (line !== undefined) return Effect.succeed(line)
      return ended === undefined ? undefined : Effect.fail(new Error(`The child has ended (${ended}): ${complaint}`))
    }),
    end: wait(() => (ended === undefined ? undefined : Effect.succeed(ended)))
  }
}
