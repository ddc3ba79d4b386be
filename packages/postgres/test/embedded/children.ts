/**
 * Real processes for the tests: only those can be killed, race and leave locks behind.
 */
import { Data, Effect, type Scope } from "effect"
import { type ChildProcess, spawn } from "node:child_process"
import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { createInterface } from "node:readline"

export class ChildEnded extends Data.TaggedError("ChildEnded")<{
  readonly how: number | string
  readonly complaint: string
}> {}

export interface Child {
  readonly pid: number
  readonly say: (line: string) => void
  readonly kill: (signal: NodeJS.Signals) => void
  /** The next line it prints; fails with what it said on stderr when it ends instead. */
  readonly line: Effect.Effect<string, ChildEnded>
  /** How it ended: an exit code or a signal. */
  readonly end: Effect.Effect<number | string>
}

/** Starts one of the programs in `children`; killed with the scope. */
export const startChild = (name: string, ...args: Array<string>): Effect.Effect<Child, never, Scope.Scope> =>
  Effect.acquireRelease(
    Effect.sync(() =>
      spawn(process.execPath, ["--conditions=@loopi/source", join(import.meta.dirname, "children", name), ...args])
    ),
    (child) => Effect.sync(() => child.kill("SIGKILL"))
  ).pipe(Effect.map(talkTo))

/** A directory of its own for a test. */
export const newDirectory: Effect.Effect<string, never, Scope.Scope> = Effect.acquireRelease(
  Effect.sync(() => mkdtempSync(join(tmpdir(), "loopi-"))),
  (directory) => Effect.sync(() => rmSync(directory, { recursive: true, force: true }))
)

/** What a child has said so far, and who waits for more of it. */
class Conversation {
  readonly lines: Array<string> = []
  complaint = ""
  ended: number | string | undefined
  private waiting: (() => void) | undefined

  constructor(child: ChildProcess) {
    child.stderr?.on("data", (chunk: Buffer) => (this.complaint += chunk.toString()))
    if (child.stdout !== null) {
      createInterface({ input: child.stdout }).on("line", (line) => {
        this.lines.push(line)
        this.waiting?.()
      })
    }
    child.on("close", (code, signal) => {
      this.ended = signal ?? code ?? 0
      this.waiting?.()
    })
  }

  /** Looks again whenever there is something new. */
  wait<A, E>(look: () => Effect.Effect<A, E> | undefined): Effect.Effect<A, E> {
    return Effect.callback((resume) => {
      this.waiting = () => {
        const found = look()
        if (found === undefined) return
        this.waiting = undefined
        resume(found)
      }
      this.waiting()
    })
  }
}

function talkTo(child: ChildProcess): Child {
  const said = new Conversation(child)
  return {
    pid: child.pid ?? 0,
    say: (line) => child.stdin?.write(`${line}\n`),
    kill: (signal) => child.kill(signal),
    line: said.wait<string, ChildEnded>(() => {
      const line = said.lines.shift()
      if (line !== undefined) return Effect.succeed(line)
      return said.ended === undefined
        ? undefined
        : Effect.fail(new ChildEnded({ how: said.ended, complaint: said.complaint }))
    }),
    end: said.wait(() => (said.ended === undefined ? undefined : Effect.succeed(said.ended)))
  }
}
