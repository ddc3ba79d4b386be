/**
 * Starts a Postgres server of our own in a directory that is gone afterwards.
 */
import { Effect, type Scope } from "effect"
import { type ChildProcess, execFileSync, spawn } from "node:child_process"
import { chownSync, existsSync, mkdtempSync, readdirSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"

/** The directory of `initdb` and `postgres`: the newest version that is installed. */
export const findBinaries = (): string | undefined => {
  const debian = "/usr/lib/postgresql"
  const versions = existsSync(debian) ? readdirSync(debian).sort((a, b) => Number(b) - Number(a)) : []
  return [...versions.map((version) => join(debian, version, "bin")), ...answerOf("pg_config", "--bindir")].find(
    (directory) => existsSync(join(directory, "initdb"))
  )
}

export interface LocalServerOptions {
  /** Besides our own, as in postgresql.conf. */
  readonly settings?: Readonly<Record<string, string>>
  /** Hears what the server writes into its log. */
  readonly onLog?: (chunk: Buffer) => void
}

/** The URL of a server that listens on a socket in its own directory, until the scope ends. */
export const startServer = (
  binaries: string,
  { onLog = () => undefined, settings: more = {} }: LocalServerOptions = {}
): Effect.Effect<string, never, Scope.Scope> =>
  Effect.gen(function* () {
    const directory = yield* Effect.acquireRelease(Effect.sync(newDirectory), (directory) =>
      Effect.sync(() => rmSync(directory, { recursive: true, force: true }))
    )
    const data = join(directory, "data")
    const initdb = ["-D", data, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync"]
    yield* Effect.sync(() => execFileSync(...asPostgres(join(binaries, "initdb"), initdb), { stdio: "pipe" }))
    // What the tests keep need not survive a power cut.
    const settings = { listen_addresses: "", unix_socket_directories: directory, fsync: "off", full_page_writes: "off" }
    const flags = Object.entries({ ...settings, ...more }).flatMap(([name, value]) => ["-c", `${name}=${value}`])
    const postgres = yield* Effect.acquireRelease(
      Effect.sync(() => spawn(...asPostgres(join(binaries, "postgres"), ["-D", data, ...flags]), { stdio: "pipe" })),
      stop
    )
    postgres.stderr?.on("data", onLog)
    yield* ready(postgres)
    return `postgres://postgres@localhost/postgres?host=${directory}`
  })

const newDirectory = (): string => {
  const directory = mkdtempSync(join(tmpdir(), "loopi-postgres-"))
  if (isRoot()) chownSync(directory, idOf("-u"), idOf("-g"))
  return directory
}

const isRoot = (): boolean => process.getuid?.() === 0

const idOf = (kind: "-u" | "-g"): number => Number(answerOf("id", kind, "postgres")[0])

/** Postgres refuses to run as root. A server that outlives its test run would be in the way of nobody, but for ever. */
const asPostgres = (program: string, args: Array<string>): [string, Array<string>] =>
  isRoot()
    ? ["setpriv", ["--reuid=postgres", "--regid=postgres", "--clear-groups", "--pdeathsig=QUIT", program, ...args]]
    : [program, args]

const answerOf = (program: string, ...args: Array<string>): Array<string> => {
  try {
    return [execFileSync(program, args, { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] }).trim()]
  } catch {
    return []
  }
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

/** A fast shutdown: sessions are ended, the server ends by itself. */
const stop = (postgres: ChildProcess): Effect.Effect<void> =>
  Effect.callback((resume) => {
    if (postgres.exitCode !== null) return resume(Effect.void)
    postgres.once("exit", () => resume(Effect.void))
    postgres.kill("SIGINT")
  })
