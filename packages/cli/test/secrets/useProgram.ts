/**
 * Keys by way of the program: piped into commands, and beside a server that answers requests.
 */
import { type MasterKey, Provider, writeMasterKeys } from "@loopi/core"
import { assert } from "@effect/vitest"
import { Effect, Redacted } from "effect"
import { run, start } from "../program.ts"
import type { Planted } from "./shapes.ts"

export interface ByProgram {
  readonly data: string
  readonly canary: string
  readonly secrets: ReadonlyArray<Planted>
  readonly url: Redacted.Redacted
  readonly old: MasterKey
  readonly next: MasterKey
}

/** What was printed to read, what was logged, and what was answered. */
export const useProgram = Effect.fnUntraced(function* ({ canary, data, next, old, secrets, url }: ByProgram) {
  const printed: Array<string> = []
  const logged: Array<string> = []
  const envOf = (...ring: Parameters<typeof writeMasterKeys>[0]) => ({
    DATABASE_URL: Redacted.value(url),
    LOOPI_MASTER_KEYS: Redacted.value(writeMasterKeys(ring))
  })
  const loopi = Effect.fnUntraced(function* (args: ReadonlyArray<string>, input = "", env = envOf(old)) {
    const { exit, stderr, stdout } = yield* run([...args, "--data", data, "--log-level", "all"], { input, env })
    printed.push(stdout)
    logged.push(stderr)
    return exit
  })

  const exits = [yield* loopi(["goal", "add", canary])]
  for (const [i, { text }] of secrets.entries()) {
    exits.push(yield* loopi(["keys", "add", Provider.literals[i] ?? "jina"], text))
  }
  const [first] = secrets
  exits.push(
    yield* loopi(["keys", "add", "jina"], `Bearer ${first?.text}`),
    yield* loopi(["keys", "add", first?.text ?? ""]),
    yield* loopi(["keys", "rotate"], "", envOf(next, old)),
    yield* loopi(["goal", "show", `${canary} nobody`])
  )
  assert.deepStrictEqual(exits, [0, 0, 0, 2, 2, 0, 4], logged.join("\n"))
  const bodies = yield* answers({ canary, data, env: envOf(next, old) }, logged)
  return { output: printed.join("\n"), logs: logged.join("\n"), bodies: bodies.join("\n") }
})

const paths = [
  "goals",
  "flashcards",
  "study/due",
  "progress/stats",
  "progress/history",
  "health",
  "ready",
  "keys",
  "none"
]

const answers = Effect.fnUntraced(function* (
  { canary, data, env }: { readonly canary: string; readonly data: string; readonly env: Record<string, string> },
  logged: Array<string>
) {
  const { child, end, printed, shows } = yield* start(["serve", "--port", "0", "--data", data, "--log-level", "all"], {
    env
  })
  yield* shows("Ctrl-C stops it.").pipe(Effect.orDie)
  const address = /listens on (http:\/\/127\.0\.0\.1:\d+)\n/.exec(printed.stdout)?.[1] ?? ""
  const token = /Token +(\S+)\n/.exec(printed.stdout)?.[1] ?? ""
  const ask = (path: string, authorization: string) =>
    Effect.promise(() =>
      fetch(`${address}/api/${path}`, { headers: { authorization } }).then((answer) =>
        answer.text().then((body) => `${answer.status} ${JSON.stringify([...answer.headers])} ${body}`)
      )
    )
  const bodies = yield* Effect.forEach([...paths, `goals/${canary}`], (path) => ask(path, `Bearer ${token}`))
  bodies.push(yield* ask("goals", "Bearer x"))
  child.kill("SIGTERM")
  yield* end
  logged.push(printed.stderr)
  return bodies
})
