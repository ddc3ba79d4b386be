/**
 * A server in a process of its own, and a client who only wants to learn.
 */
import { existsSync, readdirSync, readFileSync } from "node:fs"
import { request } from "node:http"
import { Effect } from "effect"
import { start } from "../program.ts"

export const token = "a-token-for-the-siege"

export interface Besieged {
  readonly port: number
  readonly pid: number
}

/** Everything in memory: what is measured is the server, not what it stands on. */
export const besieged = (env: Record<string, string> = {}, flags: ReadonlyArray<string> = []) =>
  Effect.acquireRelease(
    Effect.gen(function* () {
      const args = ["serve", "--port", "0", "--log-level", "none", ...flags]
      const { child, end, printed, shows } = yield* start(args, {
        env: { LOOPI_COMPOSITION: "memory", LOOPI_TOKEN: token, ...env }
      })
      yield* shows("Ctrl-C stops it.")
      const port = Number(/listens on http:\/\/127\.0\.0\.1:(\d+)/.exec(printed.stdout)?.[1])
      return { port, pid: child.pid ?? 0, child, end }
    }),
    ({ child, end }) =>
      Effect.andThen(
        Effect.sync(() => child.kill("SIGKILL")),
        end
      )
  )

/** Asks on a connection of its own; gives the status and the milliseconds it took. */
export const asks = (port: number, { bearer = token, path = "/api/goals" } = {}) =>
  Effect.callback<{ readonly status: number; readonly took: number }>((resume) => {
    const begun = performance.now()
    const done = (status: number) => resume(Effect.succeed({ status, took: performance.now() - begun }))
    const headers = { authorization: `Bearer ${bearer}` }
    request({ host: "127.0.0.1", port, path, headers, agent: false }, (response) =>
      response.on("end", () => done(response.statusCode ?? 0)).resume()
    )
      .on("error", () => done(0))
      .end()
  })

export interface Asking {
  readonly bearer?: string
  /** One after the other. */
  readonly paths?: ReadonlyArray<string>
  readonly perSecond?: number
}

/** Asks every so often for so long, whether or not the last answer has come. */
export const asksOnAndOn = (
  port: number,
  seconds: number,
  { bearer = token, paths = ["/api/goals"], perSecond = 20 }: Asking = {}
) =>
  Effect.all(
    Array.from({ length: seconds * perSecond }, (_, i) =>
      Effect.andThen(
        Effect.sleep((i * 1_000) / perSecond),
        asks(port, { bearer, path: paths[i % paths.length] ?? "/api/goals" })
      )
    ),
    { concurrency: "unbounded" }
  )

export type Answers = Effect.Success<ReturnType<typeof asksOnAndOn>>

/** How long the answers took: so many of them at most so many milliseconds. */
export const tookOf = (answers: Answers, q: number): number =>
  quantile(
    answers.map(({ took }) => took),
    q
  )

export const figuresOf = (answers: Answers): string =>
  `p50 ${tookOf(answers, 0.5).toFixed(1)}, p99 ${tookOf(answers, 0.99).toFixed(1)} ms`

export const quantile = (numbers: ReadonlyArray<number>, q: number): number => {
  const sorted = numbers.toSorted((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * q))] ?? Number.NaN
}

/** Open files and sockets of a process; Linux alone tells. */
export const descriptorsOf = (pid: number): number => readdirSync(`/proc/${pid}/fd`).length

/** Memory of a process in MB; 0 where the system does not tell. */
export const rssOf = (pid: number): number => {
  const file = `/proc/${pid}/status`
  return existsSync(file) ? Number(/VmRSS:\s+(\d+) kB/.exec(readFileSync(file, "utf8"))?.[1]) / 1024 : 0
}
