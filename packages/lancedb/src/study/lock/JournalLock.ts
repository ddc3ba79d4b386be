/**
 * Lets one process at a time keep a journal in a directory: two would lose each other's ratings.
 */
import { mkdirSync, realpathSync } from "node:fs"
import { Duration, Effect, type Scope } from "effect"
import { LanceDbUnusable } from "../../LanceDbUnusable.ts"
import { StudyJournalInUse } from "../StudyJournalUnusable.ts"
import { type Held, refresh, release, take } from "./lockFiles.ts"
import { ourselves } from "./Owner.ts"

export interface LockOptions {
  readonly directory: string
  /** How long the lock of another machine counts after its last sign of life. */
  readonly heartbeat?: Duration.Input | undefined
}

export interface JournalLock {
  /** Calls back when another machine has taken over, as it may after this one has slept. */
  readonly onLost: (listener: () => void) => void
}

/** Holds the lock until the scope closes. */
export const acquire: (
  options: LockOptions
) => Effect.Effect<JournalLock, StudyJournalInUse | LanceDbUnusable, Scope.Scope> = Effect.fn("JournalLock.acquire")(
  function* ({ directory, heartbeat = "30 seconds" }) {
    const listeners: Array<() => void> = []
    const millis = Duration.toMillis(Duration.fromInputUnsafe(heartbeat))
    const held = yield* Effect.acquireRelease(taken(directory, millis), (held) =>
      Effect.ignore(attempt(directory, () => release(held)))
    )
    // A timer and not a fiber: it must not keep the process alive, nor stand still with a test's clock.
    yield* Effect.acquireRelease(
      Effect.sync(() => setInterval(() => showLife(held, listeners), millis / 3).unref()),
      (timer) => Effect.sync(() => clearInterval(timer))
    )
    return { onLost: (listener) => void listeners.push(listener) }
  }
)

const taken = Effect.fnUntraced(function* (directory: string, heartbeat: number) {
  const outcome = yield* attempt(directory, () => {
    mkdirSync(directory, { recursive: true, mode: 0o700 })
    return take(realpathSync(directory), ourselves(), heartbeat)
  })
  if ("descriptor" in outcome) return outcome
  return yield* StudyJournalInUse.make({ directory, pid: outcome.pid, host: outcome.host })
})

const showLife = (held: Held, listeners: ReadonlyArray<() => void>): void => {
  try {
    if (refresh(held)) return
  } catch {
    // A disk that is full or away says nothing about who holds the lock; the next beat asks again.
    return
  }
  for (const listener of listeners) listener()
}

const attempt = <A>(directory: string, run: () => A) =>
  Effect.try({ try: run, catch: (cause) => LanceDbUnusable.make({ directory, reason: "not_writable", cause }) })
