/**
 * Master keys that a test changes while a vault works with them, as an operator does between two deployments.
 */
import { Context, Effect, Layer } from "effect"
import {
  type MasterKey,
  type MasterKeyRing,
  type MasterKeysRefused,
  refuseMasterKeys
} from "../../domain/providerKeys/MasterKey.ts"
import { newMasterKey } from "../../keys/newMasterKey.ts"
import { MasterKeys } from "../../ports/providerKeys/MasterKeys.ts"

export class TestMasterKeys extends Context.Service<
  TestMasterKeys,
  {
    /** From now on these, the first of them current; none is as if nobody had set any. */
    readonly set: (...keys: ReadonlyArray<MasterKey>) => Effect.Effect<void>
    /** Puts a new key in the place of all, and gives it. */
    readonly renew: Effect.Effect<MasterKey>
  }
>()("@loopi/core/testing/providerKeys/TestMasterKeys") {
  static readonly layer: Layer.Layer<TestMasterKeys> = Layer.effectContext(
    Effect.sync(() => {
      let current: ReadonlyArray<MasterKey> = []
      const ring = Effect.suspend((): Effect.Effect<MasterKeyRing, MasterKeysRefused> => {
        const [first, ...others] = current
        return first === undefined ? refuseMasterKeys("missing") : Effect.succeed([first, ...others])
      })
      const set = (...keys: ReadonlyArray<MasterKey>) => Effect.sync(() => void (current = keys))
      const renew = Effect.tap(newMasterKey, (key) => set(key))
      return Context.make(MasterKeys, { ring, keep: undefined }).pipe(Context.add(TestMasterKeys, { set, renew }))
    })
  )
}
