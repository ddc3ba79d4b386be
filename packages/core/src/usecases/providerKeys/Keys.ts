/**
 * What a learner does with their own keys for providers, and what whoever runs Loopi does with the master keys.
 */
import { Context, Effect, Layer, type Redacted } from "effect"
import type { MasterKeysRefused } from "../../domain/providerKeys/MasterKey.ts"
import {
  type Provider,
  type ProviderKey,
  type ProviderKeyNotFound,
  type ProviderKeyRefused,
  readSecret
} from "../../domain/providerKeys/ProviderKey.ts"
import type { UserId } from "../../domain/users/User.ts"
import { MasterKeys } from "../../ports/providerKeys/MasterKeys.ts"
import { ProviderKeyVault } from "../../ports/providerKeys/ProviderKeyVault.ts"
import type { StoreUnavailable } from "../../ports/StoreUnavailable.ts"
import { type RotationReport, type TellRotation, rotationOver } from "./rotationOver.ts"

export class Keys extends Context.Service<
  Keys,
  {
    /** Keeps a key as it was typed or piped in, in the place of the learner's one for this provider. */
    readonly add: (
      userId: UserId,
      provider: Provider,
      typed: Redacted.Redacted
    ) => Effect.Effect<ProviderKey, ProviderKeyRefused | MasterKeysRefused | StoreUnavailable>
    readonly list: (userId: UserId) => Effect.Effect<ReadonlyArray<ProviderKey>, StoreUnavailable>
    /** Whether the master key it is sealed with is at hand: without it, a key opens for nobody. */
    readonly opens: (key: ProviderKey) => Effect.Effect<boolean>
    readonly remove: (userId: UserId, provider: Provider) => Effect.Effect<void, ProviderKeyNotFound | StoreUnavailable>
    /**
     * Seals the keys of all learners with the current master key; with a new one, where the ring is ours to write.
     * Broken off, it goes on where it was when called again.
     */
    readonly rotate: (tell?: TellRotation) => Effect.Effect<RotationReport, MasterKeysRefused | StoreUnavailable>
  }
>()("@loopi/core/usecases/providerKeys/Keys") {
  static readonly layer: Layer.Layer<Keys, never, ProviderKeyVault> = Layer.effect(
    Keys,
    Effect.gen(function* () {
      const vault = yield* ProviderKeyVault
      const masterKeys = yield* MasterKeys
      const rotate = rotationOver(vault, masterKeys)
      const opens = Effect.fn("Keys.opens")(function* ({ masterKeyId }: ProviderKey) {
        const ring = yield* Effect.orElseSucceed(masterKeys.ring, () => [])
        return ring.some(({ id }) => id === masterKeyId)
      })

      const add = Effect.fn("Keys.add")(function* (userId: UserId, provider: Provider, typed: Redacted.Redacted) {
        const secret = yield* Effect.fromResult(readSecret(typed))
        return yield* vault.put(userId, provider, secret)
      })

      return Keys.of({ add, list: vault.list, opens, remove: vault.remove, rotate })
    })
  )
}
