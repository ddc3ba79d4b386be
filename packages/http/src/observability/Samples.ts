/**
 * Measures what only shows when it is looked at: whenever somebody asks, and every few seconds for a collector.
 */
import type { ReadinessChecks } from "@loopi/core"
import { Context, Effect, Layer, Schedule } from "effect"
import * as ProcessMetrics from "./processMetrics.ts"
import * as WorkMetrics from "./workMetrics.ts"

/** Whether metrics leave by themselves. */
export const Collected = Context.Reference<boolean>("@loopi/http/observability/Samples/Collected", {
  defaultValue: () => false
})

export class Samples extends Context.Service<Samples, { readonly take: Effect.Effect<void> }>()(
  "@loopi/http/observability/Samples"
) {
  static readonly layer: Layer.Layer<Samples, never, ReadinessChecks> = Layer.effect(
    Samples,
    Effect.gen(function* () {
      const looks = [(yield* ProcessMetrics.makeLook).look, (yield* WorkMetrics.makeLook).look]
      const take = Effect.all(looks, { discard: true })
      if (yield* Collected) yield* Effect.forkScoped(Effect.repeat(take, Schedule.spaced("10 seconds")))
      return Samples.of({ take })
    })
  )
}
