/**
 * A machine that carries runs out: `loopi serve` as a process of its own, killed and started again as often as wanted.
 */
import { join } from "node:path"
import { Effect, type Option } from "effect"
import type { Answer, Place } from "../../crash/harness/Served.ts"
import { start } from "../../program.ts"
import { now } from "../model/now.ts"

export interface Ask {
  readonly method?: "GET" | "POST"
  readonly path: string
  readonly body?: unknown
  readonly headers?: Readonly<Record<string, string>>
}

export interface Machine {
  readonly number: number
  /** Where it listens now; `null` while it is not up. */
  readonly address: () => string | null
  /** `None` when no answer came, which says nothing about what became of the request. */
  readonly ask: (ask: Ask) => Effect.Effect<Option.Option<Answer>>
  /** The same without waiting for the body, as a stream is read. */
  readonly open: (ask: Ask, signal: AbortSignal) => Promise<Response>
  /** SIGKILL at once: nothing is closed, nothing is flushed. */
  readonly kill: () => void
  readonly start: Effect.Effect<void>
  /** SIGTERM, and its end. */
  readonly stop: Effect.Effect<void>
  /** How often it was started. */
  readonly lives: () => number
  /** When it was started for the time after so many. */
  readonly begunAt: (life: number) => number | undefined
  /** What it has said on stderr, all its lives together. */
  readonly said: () => string
}

export interface MachineOptions extends Place {
  readonly number: number
  /** The file that starts the program, where that is not the roomy one. */
  readonly main?: string
}

/** Not started yet; gone with the scope at the latest. */
export const makeMachine = ({ data, env, main = roomyMain, number }: MachineOptions) =>
  Effect.gen(function* () {
    let life: Life | null = null
    const lives: Array<Life> = []
    const kill = () => {
      life?.running.child.kill("SIGKILL")
      life = null
    }
    yield* Effect.addFinalizer(() => Effect.sync(kill))

    const begin = Effect.gen(function* () {
      const running = yield* start(["serve", "--port", "0", "--data", data], { env, main })
      const begun: Life = { running, at: now(), address: null, headers: {} }
      life = begun
      lives.push(begun)
      yield* Effect.orDie(running.shows("Ctrl-C stops it."))
      begun.address = /listens on (\S+)/.exec(running.printed.stdout)?.[1] ?? null
      const token = /Token +(\S+)/.exec(running.printed.stdout)?.[1] ?? ""
      begun.headers = { authorization: `Bearer ${token}`, "content-type": "application/json" }
    })

    const open: Machine["open"] = ({ body, headers, method = "GET", path }, signal) =>
      life === null || life.address === null
        ? Promise.reject(new Error("the machine is not up"))
        : fetch(life.address + path, {
            method,
            signal,
            headers: { ...life.headers, ...headers },
            ...(body !== undefined && { body: JSON.stringify(body) })
          })

    const machine: Machine = {
      number,
      address: () => life?.address ?? null,
      open,
      ask: (asked) =>
        Effect.tryPromise((signal) =>
          open(asked, signal).then((response) => response.text().then((text) => ({ status: response.status, text })))
        ).pipe(Effect.timeout("20 seconds"), Effect.option),
      kill,
      start: begin,
      stop: Effect.suspend(() => {
        const last = life
        life = null
        last?.running.child.kill("SIGTERM")
        return last === null ? Effect.void : Effect.asVoid(last.running.end)
      }),
      lives: () => lives.length,
      begunAt: (life) => lives[life]?.at,
      said: () => lives.map(({ running }) => running.printed.stderr).join("")
    }
    return machine
  })

interface Life {
  readonly running: Effect.Success<ReturnType<typeof start>>
  readonly at: number
  address: string | null
  headers: Record<string, string>
}

const roomyMain = join(import.meta.dirname, "roomyMain.ts")
