/**
 * `loopi serve` as a child of this process: to be asked, and to be killed.
 */
import { join } from "node:path"
import { Effect, type Option } from "effect"
import { type Outcome, start } from "../../program.ts"

export interface Answer {
  readonly status: number
  readonly text: string
}

export interface Served {
  readonly pid: number
  /** `None` when no answer came, which says nothing about what became of the request. */
  readonly ask: (
    method: "GET" | "POST" | "DELETE",
    path: string,
    body?: unknown
  ) => Effect.Effect<Option.Option<Answer>>
  /** SIGKILL: nothing is closed, nothing is flushed. Waits until the process is gone. */
  readonly kill: Effect.Effect<Outcome>
  /** SIGTERM, the end that servers expect. */
  readonly stop: Effect.Effect<Outcome>
  /** Its end, however it comes about. */
  readonly end: Effect.Effect<Outcome>
}

export interface Place {
  readonly data: string
  readonly env: Record<string, string>
}

/** Starts a server, waits until it says where it listens, and kills it with the scope at the latest. */
export const serve = Effect.fnUntraced(function* ({ data, env }: Place) {
  const { child, end, printed, shows } = yield* Effect.acquireRelease(
    start(["serve", "--port", "0", "--data", data], { env, main: join(import.meta.dirname, "hastyMain.ts") }),
    ({ child, end }) =>
      Effect.andThen(
        Effect.sync(() => child.kill("SIGKILL")),
        end
      )
  )
  yield* shows("Ctrl-C stops it.").pipe(
    Effect.mapError((reason) => new Error(reason)),
    Effect.orDie
  )
  const address = /listens on (\S+)/.exec(printed.stdout)?.[1] ?? ""
  const headers = {
    authorization: `Bearer ${/Token +(\S+)/.exec(printed.stdout)?.[1] ?? ""}`,
    "content-type": "application/json"
  }
  const told = (signal: NodeJS.Signals) => Effect.sync(() => child.kill(signal)).pipe(Effect.andThen(end))
  const served: Served = {
    pid: child.pid ?? 0,
    ask: (method, path, body) =>
      Effect.tryPromise((signal) =>
        fetch(address + path, {
          method,
          headers,
          signal,
          ...(body !== undefined && { body: JSON.stringify(body) })
        }).then((response) => response.text().then((text) => ({ status: response.status, text })))
      ).pipe(Effect.option),
    kill: told("SIGKILL"),
    stop: told("SIGTERM"),
    end
  }
  return served
})
