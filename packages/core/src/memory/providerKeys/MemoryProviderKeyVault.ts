import { Effect, Layer, Option, Order } from "effect"
import type { MasterKeyId } from "../../domain/providerKeys/MasterKey.ts"
import type { Provider, ProviderKey } from "../../domain/providerKeys/ProviderKey.ts"
import type { UserId } from "../../domain/users/User.ts"
import { type SealedKey, type SealedKeys, vaultOver } from "../../keys/vaultOver.ts"
import { ProviderKeyVault } from "../../ports/providerKeys/ProviderKeyVault.ts"
import { forgetsWithLearner } from "../privacy/MemoryForgetting.ts"

/** Keeps sealed keys in a `Map`. */
export const layer: Layer.Layer<ProviderKeyVault> = Layer.effect(
  ProviderKeyVault,
  Effect.gen(function* () {
    const rows = new Map<string, SealedKey>()
    yield* forgetsWithLearner("provider_keys", rows, ({ key }) => key.userId)
    return yield* vaultOver(inMemory(rows))
  })
)

const inMemory = (rows: Map<string, SealedKey>): SealedKeys => {
  const keys = () => Array.from(rows.values(), ({ key }) => key).toSorted(byPlace)

  return {
    write: (row) => Effect.sync(() => void rows.set(placeOf(row.key), row)),
    find: (userId, provider) => Effect.sync(() => Option.fromUndefinedOr(rows.get(placeOf({ userId, provider })))),
    list: (userId) => Effect.sync(() => keys().filter((key) => key.userId === userId)),
    remove: (userId, provider) => Effect.sync(() => rows.delete(placeOf({ userId, provider }))),
    outdated: (current, { after, limit }) =>
      Effect.sync(() =>
        keys()
          .filter((key) => key.masterKeyId !== current && (after === undefined || byPlace(after, key) < 0))
          .slice(0, limit)
      ),
    reseal: (before, after) =>
      Effect.sync(() => {
        const place = placeOf(before)
        const kept = rows.get(place)?.key
        const unchanged = kept?.id === before.id && kept.masterKeyId === before.masterKeyId
        if (unchanged) rows.set(place, after)
        return unchanged
      }),
    counts: Effect.sync(() =>
      Array.from(
        Map.groupBy(keys(), (key): MasterKeyId => key.masterKeyId),
        ([masterKeyId, { length }]) => ({ masterKeyId, keys: length })
      ).toSorted(Order.mapInput(Order.String, ({ masterKeyId }) => masterKeyId))
    )
  }
}

interface Place {
  readonly userId: UserId
  readonly provider: Provider
}

const placeOf = ({ provider, userId }: Place): string => `${userId} ${provider}`

const byPlace = Order.mapInput(Order.String, (key: Place | ProviderKey) => placeOf(key))
