/**
 * PgBouncer in transaction mode before the server of a URL: each transaction may run on another of its few sessions.
 */
import { it } from "@effect/vitest"
import { Effect, Redacted, type Scope } from "effect"
import { type ChildProcess, execFileSync, spawn } from "node:child_process"
import { chownSync, existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"

const program = ["/usr/sbin/pgbouncer", "/usr/bin/pgbouncer", "/usr/local/bin/pgbouncer"].find((path) =>
  existsSync(path)
)

/** Defines tests that need PgBouncer; without it, says that they are skipped. */
export const withPooler = (what: string, define: () => void): void => {
  if (program !== undefined) return define()
  const skipped = `${what}: skipped, for want of PgBouncer. Install the package pgbouncer.`
  process.stderr.write(`${skipped}\n`)
  it.skip(skipped)
}

/** The URL that goes through a pooler with so many sessions, until the scope ends. */
export const pooled = (
  url: Redacted.Redacted,
  sessions: number
): Effect.Effect<Redacted.Redacted, never, Scope.Scope> =>
  Effect.gen(function* () {
    const directory = yield* Effect.acquireRelease(Effect.sync(newDirectory), (directory) =>
      Effect.sync(() => rmSync(directory, { recursive: true, force: true }))
    )
    const target = new URL(Redacted.value(url))
    const file = join(directory, "pgbouncer.ini")
    writeFileSync(join(directory, "users"), `"${target.username}" "${target.password}"\n`)
    writeFileSync(file, configuration(target, directory, sessions))
    const pooler = yield* Effect.acquireRelease(
      Effect.sync(() => spawn(...asPostgres(file), { stdio: "pipe" })),
      stop
    )
    yield* ready(pooler)
    const through = new URL(target)
    through.port = "6432"
    through.hostname = "localhost"
    through.search = `?host=${directory}&pgbouncer=true`
    return Redacted.make(through.href)
  })

const configuration = (target: URL, directory: string, sessions: number): string => `
[databases]
* = host=${target.searchParams.get("host") ?? target.hostname} port=${target.port === "" ? 5432 : target.port}
[pgbouncer]
listen_port = 6432
unix_socket_dir = ${directory}
auth_type = trust
auth_file = ${join(directory, "users")}
pool_mode = transaction
default_pool_size = ${sessions}
max_client_conn = 200
`

const newDirectory = (): string => {
  const directory = mkdtempSync(join(tmpdir(), "loopi-pooler-"))
  if (isRoot()) chownSync(directory, idOf("-u"), idOf("-g"))
  return directory
}

const isRoot = (): boolean => process.getuid?.() === 0

const idOf = (kind: "-u" | "-g"): number => Number(execFileSync("id", [kind, "postgres"], { encoding: "utf8" }))

/** It refuses to run as root, and must not outlive the tests. */
const asPostgres = (file: string): [string, Array<string>] =>
  isRoot()
    ? ["setpriv", ["--reuid=postgres", "--regid=postgres", "--clear-groups", "--pdeathsig=QUIT", `${program}`, file]]
    : [`${program}`, [file]]

const ready = (pooler: ChildProcess): Effect.Effect<void> =>
  Effect.callback((resume) => {
    let said = ""
    pooler.stderr?.on("data", (chunk: Buffer) => {
      said += chunk.toString()
      if (said.includes("process up")) resume(Effect.void)
    })
    pooler.once("exit", (code) => resume(Effect.die(new Error(`PgBouncer ended with ${code}: ${said}`))))
  })

const stop = (pooler: ChildProcess): Effect.Effect<void> =>
  Effect.callback((resume) => {
    if (pooler.exitCode !== null) return resume(Effect.void)
    pooler.once("exit", () => resume(Effect.void))
    pooler.kill("SIGTERM")
  })
