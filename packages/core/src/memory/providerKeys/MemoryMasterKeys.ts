import { Effect, Layer, Ref } from "effect"
import type { MasterKeyRing } from "../../domain/providerKeys/MasterKey.ts"
import { newMasterKey } from "../../keys/newMasterKey.ts"
import { MasterKeys } from "../../ports/providerKeys/MasterKeys.ts"

/** A master key drawn at random, which nobody has after the process ends: for what is itself kept in memory. */
export const layer: Layer.Layer<never> = Layer.effect(
  MasterKeys,
  Effect.gen(function* () {
    const ring = yield* Ref.make<MasterKeyRing>([yield* newMasterKey])
    return { ring: Ref.get(ring), keep: (changed: MasterKeyRing) => Ref.set(ring, changed) }
  })
)
