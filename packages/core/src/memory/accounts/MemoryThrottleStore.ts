import { DateTime, Effect, Layer, Option } from "effect"
import { type Throttle, ThrottleStore } from "../../ports/accounts/ThrottleStore.ts"
import { removeWhere } from "./MemoryAccountTables.ts"

/** What was counted since a window began, until it ends. */
interface Window {
  readonly count: number
  readonly endsAt: DateTime.Utc
}

/** Counts in a `Map`. */
export const layer: Layer.Layer<ThrottleStore> = Layer.sync(ThrottleStore, () => {
  const windows = new Map<string, Window>()

  const windowOf = ({ key, windowSeconds }: Throttle, at: DateTime.Utc): Window => {
    const window = windows.get(key)
    return window !== undefined && DateTime.isLessThan(at, window.endsAt)
      ? window
      : { count: 0, endsAt: DateTime.add(at, { seconds: windowSeconds }) }
  }

  return ThrottleStore.of({
    take: (throttles, at) =>
      Effect.sync(() => {
        const asked = throttles.map((throttle) => ({ ...throttle, window: windowOf(throttle, at) }))
        const [first, ...others] = asked.filter(({ limit, window }) => window.count >= limit)
        if (first !== undefined) {
          return Option.some(
            others.reduce((latest, { window }) => DateTime.max(latest, window.endsAt), first.window.endsAt)
          )
        }
        asked.forEach(({ key, window }) => windows.set(key, { ...window, count: window.count + 1 }))
        return Option.none()
      }),
    giveBack: (keys) =>
      Effect.sync(() => {
        for (const key of new Set(keys)) {
          const window = windows.get(key)
          // A window without any is none: the next begins with its first.
          if (window !== undefined && window.count > 1) windows.set(key, { ...window, count: window.count - 1 })
          else windows.delete(key)
        }
      }),
    forget: (keys) => Effect.sync(() => keys.forEach((key) => windows.delete(key))),
    purge: (before) => Effect.sync(() => removeWhere(windows, ({ endsAt }) => DateTime.isLessThan(endsAt, before)))
  })
})
