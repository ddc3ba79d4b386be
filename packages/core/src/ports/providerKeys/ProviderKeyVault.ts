import { Context, type Effect } from "effect"
import type { MasterKeyId, MasterKeysRefused } from "../../domain/providerKeys/MasterKey.ts"
import type {
  Provider,
  ProviderKey,
  ProviderKeyNotFound,
  ProviderKeyUnreadable,
  ProviderSecret
} from "../../domain/providerKeys/ProviderKey.ts"
import type { UserId } from "../../domain/users/User.ts"
import type { StoreUnavailable } from "../StoreUnavailable.ts"

/** How many keys are sealed with a master key. */
export interface SealedWith {
  readonly masterKeyId: MasterKeyId
  readonly keys: number
}

/** Some of the keys of all learners, in the order of learners and providers. */
export interface RotationBatch {
  /** The last key of the batch before; begins with the first without one. */
  readonly after?: Pick<ProviderKey, "userId" | "provider"> | undefined
  readonly limit: number
}

export interface RotatedBatch {
  readonly sealed: number
  readonly unreadable: ReadonlyArray<ProviderKeyUnreadable>
  /** Where the next batch begins; `undefined` when nothing is left after this one. */
  readonly last: ProviderKey | undefined
}

/**
 * Where learners' own keys for providers are kept, sealed with the current master key for exactly this learner,
 * provider and key: moved elsewhere or changed by a bit, none opens.
 */
export class ProviderKeyVault extends Context.Service<
  ProviderKeyVault,
  {
    /** Seals and keeps a key, in the place of the one for this provider. */
    readonly put: (
      userId: UserId,
      provider: Provider,
      secret: ProviderSecret
    ) => Effect.Effect<ProviderKey, MasterKeysRefused | StoreUnavailable>
    readonly reveal: (
      userId: UserId,
      provider: Provider
    ) => Effect.Effect<
      ProviderSecret,
      ProviderKeyNotFound | ProviderKeyUnreadable | MasterKeysRefused | StoreUnavailable
    >
    /** What may be told of the learner's keys, by provider. */
    readonly list: (userId: UserId) => Effect.Effect<ReadonlyArray<ProviderKey>, StoreUnavailable>
    readonly remove: (userId: UserId, provider: Provider) => Effect.Effect<void, ProviderKeyNotFound | StoreUnavailable>
    /**
     * Seals keys of any learners anew that are sealed with another master key than the current one. Readers and writers
     * go on meanwhile; whatever ends it half-way, each key is sealed either as before or anew.
     */
    readonly rotate: (batch: RotationBatch) => Effect.Effect<RotatedBatch, MasterKeysRefused | StoreUnavailable>
    /** How many keys of any learners each master key has sealed, by its id. */
    readonly counts: Effect.Effect<ReadonlyArray<SealedWith>, StoreUnavailable>
  }
>()("@loopi/core/ports/providerKeys/ProviderKeyVault") {}
