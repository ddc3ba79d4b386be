/**
 * A Postgres server of this run's own, as durable as the ones that people trust, and that can be crashed.
 */
import { type ChildProcess, execFileSync, spawn } from "node:child_process"
import { chownSync, existsSync, globSync, mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { Effect } from "effect"

export interface LocalPostgres {
  /** As whoever owns the tables. */
  readonly ownerUrl: string
  /** As a login of the server's own, which the owner lets in. */
  readonly url: string
  /** `pg_ctl stop -m immediate`: no session is told, nothing is flushed. The next start recovers from the log. */
  readonly crash: Effect.Effect<void>
  readonly start: Effect.Effect<void>
}

/** Started, and gone with the scope. */
export const localPostgres = Effect.gen(function* () {
  const directory = yield* Effect.acquireRelease(Effect.sync(newDirectory), (directory) =>
    Effect.sync(() => rmSync(directory, { recursive: true, force: true }))
  )
  const data = join(directory, "data")
  const initdb = ["-D", data, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync"]
  yield* Effect.sync(() => execFileSync(...asPostgres("initdb", initdb), { stdio: "pipe" }))
  let running: ChildProcess | undefined
  const start = Effect.suspend(() => {
    running = spawn(...asPostgres("postgres", ["-D", data, "-c", "listen_addresses=", "-k", directory]), {
      stdio: ["ignore", "ignore", "pipe"]
    })
    return ready(running)
  })
  const crash = Effect.suspend(() => (running === undefined ? Effect.void : quit(running)))
  yield* Effect.acquireRelease(start, () => crash)
  const urlOf = (login: string) => `postgres://${login}@localhost/postgres?host=${directory}`
  const postgres: LocalPostgres = { ownerUrl: urlOf("postgres"), url: urlOf("loopi_app:crash"), crash, start }
  return postgres
})

const newDirectory = (): string => {
  const directory = mkdtempSync(join(tmpdir(), "loopi-crash-postgres-"))
  if (isRoot()) chownSync(directory, idOf("-u"), idOf("-g"))
  return directory
}

const isRoot = (): boolean => process.getuid?.() === 0

const idOf = (kind: "-u" | "-g"): number => Number(execFileSync("id", [kind, "postgres"], { encoding: "utf8" }))

const binaries = globSync("/usr/lib/postgresql/*/bin")
  .toSorted((a, b) => b.localeCompare(a, "en", { numeric: true }))
  .find((directory) => existsSync(join(directory, "initdb")))

/** Whether there is a Postgres on this machine to start. */
export const hasPostgres = binaries !== undefined

/** Postgres refuses to run as root. It ends with this process, however that ends. */
const asPostgres = (program: string, args: Array<string>): [string, Array<string>] => {
  const path = binaries === undefined ? program : join(binaries, program)
  return isRoot()
    ? ["setpriv", ["--reuid=postgres", "--regid=postgres", "--clear-groups", "--pdeathsig=QUIT", path, ...args]]
    : [path, args]
}

const ready = (postgres: ChildProcess): Effect.Effect<void> =>
  Effect.callback((resume) => {
    let said = ""
    postgres.stderr?.on("data", (chunk: Buffer) => {
      said += chunk.toString()
      if (said.includes("ready to accept connections")) resume(Effect.void)
    })
    postgres.once("exit", (code) => resume(Effect.die(new Error(`Postgres ended with ${code}: ${said}`))))
  })

/** What `pg_ctl -m immediate` sends. */
const quit = (postgres: ChildProcess): Effect.Effect<void> =>
  Effect.callback((resume) => {
    if (postgres.exitCode !== null || postgres.signalCode !== null) return resume(Effect.void)
    postgres.once("exit", () => resume(Effect.void))
    postgres.kill("SIGQUIT")
  })
