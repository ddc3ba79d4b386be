import { Effect, Semaphore } from "effect"

/**
 * Lets one effect a key through at a time, and the others wait: for work that looks first and writes then.
 *
 * Holds within this process. Keys that nobody works on are forgotten.
 */
export const oneAtATime = () => {
  const busy = new Map<string, { readonly turn: Semaphore.Semaphore; users: number }>()
  const enter = (key: string) =>
    Effect.sync(() => {
      const entry = busy.get(key) ?? { turn: Semaphore.makeUnsafe(1), users: 0 }
      entry.users++
      busy.set(key, entry)
      return entry
    })
  return (key: string) =>
    <A, E, R>(work: Effect.Effect<A, E, R>): Effect.Effect<A, E, R> =>
      Effect.acquireUseRelease(
        enter(key),
        ({ turn }) => turn.withPermit(work),
        (entry) => Effect.sync(() => void (--entry.users === 0 && busy.delete(key)))
      )
}
