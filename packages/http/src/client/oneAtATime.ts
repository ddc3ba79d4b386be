/**
 * Renewing spends what it renews by: of all pages of a browser that share the cookies, one does it at a time.
 */
import { Effect, Predicate, Semaphore } from "effect"

/** Runs work while nobody else runs work under this name, in this program or, where browsers can tell, in any page. */
export const oneAtATime = (
  name: string
): Effect.Effect<<A, E, R>(work: Effect.Effect<A, E, R>) => Effect.Effect<A, E, R>> =>
  Effect.map(Semaphore.make(1), (here) => {
    const locks = lockManager()
    return (work) => here.withPermit(locks === undefined ? work : holding(locks, name, work))
  })

/** As much of the Web Locks API as we need. */
interface Locks {
  readonly request: (
    name: string,
    options: { readonly signal: AbortSignal },
    callback: () => Promise<void>
  ) => Promise<unknown>
}

const lockManager = (): Locks | undefined => {
  const { navigator } = globalThis
  if (!Predicate.hasProperty(navigator, "locks") || !isLocks(navigator.locks)) return undefined
  return navigator.locks
}

const isLocks = (value: unknown): value is Locks =>
  Predicate.hasProperty(value, "request") && typeof value.request === "function"

const holding = <A, E, R>(locks: Locks, name: string, work: Effect.Effect<A, E, R>) =>
  Effect.acquireUseRelease(
    held(locks, name),
    () => work,
    (release) => Effect.sync(release)
  )

/** Waits for the lock, and gives what lets go of it. */
const held = (locks: Locks, name: string) =>
  Effect.callback<() => void>((resume, signal) => {
    const granted = () => new Promise<void>((release) => resume(Effect.succeed(release)))
    // Who stops waiting is told by the signal alone.
    locks.request(name, { signal }, granted).catch(() => undefined)
  })
