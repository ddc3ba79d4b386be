/**
 * What every `ProviderKeyVault` does, over whatever keeps the sealed keys: so they are sealed, opened and rotated alike
 * everywhere.
 */
import { DateTime, Effect, Option } from "effect"
import { findMasterKey, type MasterKey, type MasterKeyRing } from "../domain/providerKeys/MasterKey.ts"
import {
  lastFourOf,
  type Provider,
  ProviderKey,
  ProviderKeyId,
  ProviderKeyNotFound,
  ProviderKeyUnreadable,
  type ProviderSecret
} from "../domain/providerKeys/ProviderKey.ts"
import type { UserId } from "../domain/users/User.ts"
import { Ids } from "../ports/Ids.ts"
import { MasterKeys } from "../ports/providerKeys/MasterKeys.ts"
import type {
  RotationBatch,
  ProviderKeyVault,
  RotatedBatch,
  SealedWith
} from "../ports/providerKeys/ProviderKeyVault.ts"
import type { StoreUnavailable } from "../ports/StoreUnavailable.ts"
import { open, seal } from "./Sealing.ts"

/** A key as it is kept. */
export interface SealedKey {
  readonly key: ProviderKey
  readonly sealed: Uint8Array
}

/** Keeps sealed keys, one for each learner and provider. Knows the master keys for an encryption of its own alone. */
export interface SealedKeys {
  /** Adds a key, or puts it in the place of the one that is there. */
  readonly write: (sealed: SealedKey, masterKey: MasterKey) => Effect.Effect<void, StoreUnavailable>
  /** `sealed` is missing where the store's own encryption does not open. */
  readonly find: (
    userId: UserId,
    provider: Provider,
    ring: MasterKeyRing
  ) => Effect.Effect<
    Option.Option<{ readonly key: ProviderKey; readonly sealed: Uint8Array | undefined }>,
    StoreUnavailable
  >
  readonly list: (userId: UserId) => Effect.Effect<ReadonlyArray<ProviderKey>, StoreUnavailable>
  /** Whether there was one. */
  readonly remove: (userId: UserId, provider: Provider) => Effect.Effect<boolean, StoreUnavailable>
  /** Keys of any learners sealed with another master key, by learner and provider. */
  readonly outdated: (
    current: MasterKey["id"],
    batch: RotationBatch
  ) => Effect.Effect<ReadonlyArray<ProviderKey>, StoreUnavailable>
  /** Replaces the seal of a key that is still there and sealed as `before` says. Whether it was. */
  readonly reseal: (
    before: ProviderKey,
    after: SealedKey,
    masterKey: MasterKey
  ) => Effect.Effect<boolean, StoreUnavailable>
  readonly counts: Effect.Effect<ReadonlyArray<SealedWith>, StoreUnavailable>
}

export const vaultOver = Effect.fnUntraced(function* (keys: SealedKeys) {
  const ids = yield* Ids
  const masterKeys = yield* MasterKeys

  const put: ProviderKeyVault["Service"]["put"] = Effect.fn("ProviderKeyVault.put")(
    function* (userId, provider, secret) {
      const id = ProviderKeyId.make(yield* ids.next)
      const about = { id, userId, provider, lastFour: lastFourOf(secret), addedAt: yield* DateTime.now }
      for (;;) {
        const [current] = yield* masterKeys.ring
        const key = ProviderKey.make({ ...about, masterKeyId: current.id })
        yield* keys.write({ key, sealed: yield* seal(current, key, secret) }, current)
        // A rotation may have dropped the master key meanwhile, having seen nothing yet that needs it.
        if (findMasterKey(yield* masterKeys.ring, current.id) !== undefined) return key
      }
    }
  )

  const reveal: ProviderKeyVault["Service"]["reveal"] = Effect.fn("ProviderKeyVault.reveal")(
    function* (userId, provider) {
      const ring = yield* masterKeys.ring
      const found = yield* keys.find(userId, provider, ring)
      return Option.isNone(found) ? yield* ProviderKeyNotFound.make({ provider }) : yield* opened(ring, found.value)
    }
  )

  const rotate: ProviderKeyVault["Service"]["rotate"] = Effect.fn("ProviderKeyVault.rotate")(function* (batch) {
    const ring = yield* masterKeys.ring
    const outdated = yield* keys.outdated(ring[0].id, batch)
    const done = yield* Effect.forEach(outdated, (key) => resealed(keys, ring, key), { concurrency: 4 })
    const unreadable = done.filter((it) => typeof it !== "boolean")
    const last = outdated.length < batch.limit ? undefined : outdated.at(-1)
    return { sealed: done.filter((it) => it === true).length, unreadable, last } satisfies RotatedBatch
  })

  const remove: ProviderKeyVault["Service"]["remove"] = (userId, provider) =>
    Effect.flatMap(keys.remove(userId, provider), (was) => (was ? Effect.void : ProviderKeyNotFound.make({ provider })))

  return { put, reveal, rotate, remove, list: keys.list, counts: keys.counts }
})

const opened = (
  ring: MasterKeyRing,
  { key, sealed }: { readonly key: ProviderKey; readonly sealed: Uint8Array | undefined }
): Effect.Effect<ProviderSecret, ProviderKeyUnreadable> => {
  const masterKey = findMasterKey(ring, key.masterKeyId)
  if (masterKey === undefined) return unreadable(key, "master_key_missing")
  if (sealed === undefined) return unreadable(key, "damaged")
  return Effect.catchTag(open(masterKey, key, sealed), "Unopened", () => unreadable(key, "damaged"))
}

const unreadable = ({ masterKeyId, provider, userId }: ProviderKey, reason: ProviderKeyUnreadable["reason"]) =>
  ProviderKeyUnreadable.make({ userId, provider, reason, masterKeyId })

/** Whether the key was sealed anew: not if it was replaced, removed or rotated by somebody else meanwhile. */
const resealed = Effect.fnUntraced(
  function* (keys: SealedKeys, ring: MasterKeyRing, before: ProviderKey) {
    const [current] = ring
    const found = yield* keys.find(before.userId, before.provider, ring)
    if (Option.isNone(found) || !isSame(found.value.key, before)) return false
    const secret = yield* opened(ring, found.value)
    const key = ProviderKey.make({ ...before, masterKeyId: current.id })
    return yield* keys.reseal(before, { key, sealed: yield* seal(current, key, secret) }, current)
  },
  Effect.catchTag("ProviderKeyUnreadable", (error) => Effect.succeed(error))
)

const isSame = (one: ProviderKey, other: ProviderKey): boolean =>
  one.id === other.id && one.masterKeyId === other.masterKeyId
