/**
 * Remembers what is missing for as long as the layer is there, and logs when a part goes and when it is back.
 */
import { DateTime, Effect, Layer } from "effect"
import { type Degradation, DegradedPart } from "../../domain/upkeep/Degradation.ts"
import { Degraded } from "../../ports/upkeep/Degraded.ts"

export const layer: Layer.Layer<never> = Layer.sync(Degraded, () => {
  const missing = new Map<string, Degradation>()
  const of = (part: DegradedPart) =>
    [...missing.values()].filter((one) => one.part === part).sort((a, b) => DateTime.Order(a.since, b.since))

  return {
    now: Effect.sync(() => DegradedPart.literals.flatMap((part) => of(part).slice(0, 1))),
    miss: Effect.fnUntraced(function* ({ by, part }, code) {
      if (missing.get(by)?.code === code) return
      const isNew = of(part).length === 0
      const since = missing.get(by)?.since ?? (yield* DateTime.now)
      missing.set(by, { part, code, since })
      if (isNew) yield* Effect.logWarning(`Without ${part} for now (${code}); everything else goes on.`)
    }),
    found: Effect.fnUntraced(function* ({ by, part }) {
      if (missing.delete(by) && of(part).length === 0) yield* Effect.logInfo(`There is ${part} again.`)
    })
  }
})
