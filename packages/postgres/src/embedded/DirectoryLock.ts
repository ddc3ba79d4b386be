/**
 * Lets one program at a time use a data directory: PGlite would open it twice without a word and lose what either wrote.
 */
import { DateTime, Duration, Effect, Schema, type Scope } from "effect"
import { closeToOthers, dataDirectory, holdsOnlyOurs, unusable } from "./lock/dataDirectory.ts"
import { setAside } from "./lock/setAside.ts"
import { type Held, keepLock, newOwner, type Owner, releaseLock, takeLock } from "./lock/lockFile.ts"

/** The directory is in use by another program, or by this one. */
export class DirectoryLocked extends Schema.TaggedError<DirectoryLocked>()("DirectoryLocked", {
  directory: Schema.String,
  pid: Schema.Int,
  host: Schema.String
}) {}

/** The directory cannot hold a database. */
export class DirectoryUnusable extends Schema.TaggedError<DirectoryUnusable>()("DirectoryUnusable", {
  directory: Schema.String,
  reason: Schema.Literals(["not_a_directory", "not_writable", "not_a_database", "disk_unavailable"])
}) {}

export interface LockOptions {
  readonly directory: string
  /** Who asks, for whoever reads the lock file. */
  readonly what: string
  /** How long the lock of another machine counts after its last sign of life. */
  readonly heartbeat?: Duration.Input | undefined
}

export interface DirectoryLock {
  /** The directory without links or dots. */
  readonly directory: string
  /** Calls back if another machine takes the lock over, as it may after this one has slept. */
  readonly onLost: (listener: () => void) => void
}

/** Holds the lock, a file beside the directory, until the scope closes. */
export const acquire: (
  options: LockOptions
) => Effect.Effect<DirectoryLock, DirectoryLocked | DirectoryUnusable, Scope.Scope> = Effect.fn(
  "DirectoryLock.acquire"
)(function* (options: LockOptions) {
  const heartbeat = Duration.toMillis(Duration.fromInputUnsafe(options.heartbeat ?? "30 seconds"))
  const directory = yield* attempt(options.directory, () => dataDirectory(options.directory))
  const owner = newOwner(options.what, DateTime.formatIso(yield* DateTime.now))
  const held = yield* Effect.acquireRelease(take(directory, owner, heartbeat), (held) =>
    Effect.ignore(attempt(directory, () => releaseLock(held)))
  )
  if (!(yield* attempt(directory, () => holdsOnlyOurs(directory)))) {
    return yield* DirectoryUnusable.make({ directory, reason: "not_a_database" })
  }
  yield* attempt(directory, () => closeToOthers(directory))
  const aside = yield* attempt(directory, () => setAside(directory))
  if (aside !== undefined) {
    yield* Effect.logWarning(`${directory} held part of a database: that is in ${aside} now, and a new one is begun`)
  }
  return { directory, onLost: yield* beat(held, heartbeat) }
})

const take = Effect.fnUntraced(function* (directory: string, owner: Owner, heartbeat: number) {
  const outcome = yield* attempt(directory, () => takeLock(`${directory}.lock`, owner, heartbeat))
  if ("descriptor" in outcome) return outcome
  return yield* DirectoryLocked.make({ directory, pid: outcome.pid, host: outcome.host })
})

/** A timer and not a fiber: it must not keep the process alive, nor stand still with a test's clock. */
const beat = (held: Held, heartbeat: number): Effect.Effect<DirectoryLock["onLost"], never, Scope.Scope> =>
  Effect.gen(function* () {
    const listeners: Array<() => void> = []
    yield* Effect.acquireRelease(
      Effect.sync(() => setInterval(() => signOfLife(held, listeners), heartbeat / 3).unref()),
      (timer) => Effect.sync(() => clearInterval(timer))
    )
    return (listener) => void listeners.push(listener)
  })

function signOfLife(held: Held, listeners: ReadonlyArray<() => void>): void {
  try {
    if (keepLock(held)) return
  } catch {
    // A disk that is full or away says nothing about who holds the lock; the next beat asks again.
    return
  }
  for (const listener of listeners) listener()
}

const attempt = <A>(directory: string, run: () => A): Effect.Effect<A, DirectoryUnusable> =>
  Effect.try({ try: run, catch: (cause) => DirectoryUnusable.make({ directory, reason: unusable(cause) }) })
