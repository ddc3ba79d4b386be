/**
 * Runs the program as a learner would: in a process of its own, with an environment that holds nothing of ours.
 */
import { type ChildProcessWithoutNullStreams, spawn } from "node:child_process"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { Effect } from "effect"

export interface Outcome {
  readonly exit: number | null
  readonly signal: NodeJS.Signals | null
  readonly stdout: string
  readonly stderr: string
}

export interface Surroundings {
  /** What is typed, or piped in. Without it, the input is empty. */
  readonly input?: string
  readonly env?: Record<string, string>
  /** Who runs it, where that is not whoever runs the tests. */
  readonly uid?: number
  /** The file that starts the program, where that is not its own. */
  readonly main?: string
}

const ownMain = join(import.meta.dirname, "../src/main.ts")

/** The whole environment of the program: nothing of whoever runs the tests gets in. */
export const quiet = { TZ: "UTC", NODE_COMPILE_CACHE: join(tmpdir(), "loopi-test-code") }

/** The program and its arguments, for those who start it in another way. */
export const commandLine = (args: ReadonlyArray<string>, main = ownMain): Array<string> => [
  process.execPath,
  // Together with the cache below, a quarter of the time of a short command: most of it is reading our own code.
  "--min-semi-space-size=32",
  "--conditions=@loopi/source",
  main,
  ...args
]

/** Starts the program; the input stays open. */
export const start = (args: ReadonlyArray<string>, { env, main, uid }: Omit<Surroundings, "input"> = {}) =>
  Effect.sync(() => {
    const [node = "", ...rest] = commandLine(args, main)
    return watched(spawn(node, rest, { env: { ...quiet, ...env }, ...(uid !== undefined && { uid, gid: uid }) }))
  })

/** A process, what it has printed so far, and its end. */
export const watched = (child: ChildProcessWithoutNullStreams) => {
  const printed = { stdout: "", stderr: "" }
  child.stdout.setEncoding("utf8").on("data", (text: string) => (printed.stdout += text))
  child.stderr.setEncoding("utf8").on("data", (text: string) => (printed.stderr += text))
  // A program that has refused what it was called with reads no input.
  child.stdin.on("error", () => undefined)
  const ended = new Promise<Outcome>((resolve) => {
    child.once("close", (exit, signal) => resolve({ exit, signal, ...printed }))
  })
  return {
    child,
    printed,
    end: Effect.promise(() => ended),
    /** Waits until the output holds this. */
    shows: (text: string | RegExp, from = 0) =>
      Effect.callback<number, string>((resume) => {
        const look = () => {
          const rest = printed.stdout.slice(from)
          const at = typeof text === "string" ? rest.indexOf(text) : rest.search(text)
          if (at >= 0) resume(Effect.succeed(from + at))
        }
        look()
        child.stdout.on("data", look)
        child.once("close", () => resume(Effect.fail(`ended before it showed ${text}: ${JSON.stringify(printed)}`)))
        return Effect.sync(() => child.stdout.off("data", look))
      })
  }
}

export type Running = ReturnType<typeof watched>

/** Runs the program to its end. */
export const run = (args: ReadonlyArray<string>, { input = "", ...how }: Surroundings = {}): Effect.Effect<Outcome> =>
  start(args, how).pipe(
    Effect.tap(({ child }) => Effect.sync(() => child.stdin.end(input))),
    Effect.flatMap(({ child, end }) => end.pipe(Effect.onInterrupt(() => Effect.sync(() => child.kill("SIGKILL")))))
  )
