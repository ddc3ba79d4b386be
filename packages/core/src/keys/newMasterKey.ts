import { Effect, Redacted } from "effect"
import { type MasterKey, masterKeyBytes, MasterKeyId } from "../domain/providerKeys/MasterKey.ts"
import { Ids } from "../ports/Ids.ts"

/** A master key drawn at random, and its name too: from the part of an id that does not tell the time. */
export const newMasterKey: Effect.Effect<MasterKey> = Effect.gen(function* () {
  const ids = yield* Ids
  return {
    id: MasterKeyId.make(`k${(yield* ids.next).slice(-12)}`),
    material: Redacted.make(globalThis.crypto.getRandomValues(new Uint8Array(masterKeyBytes)))
  }
})
