/**
 * Master keys out of somebody's settings: theirs to change, all processes alike.
 */
import { MasterKeys, type MasterKeysRefused, readMasterKeys } from "@loopi/core"
import { Effect, Layer, type Redacted } from "effect"

/** Refused at once where what is set is no ring of master keys. */
export const layer = (setting: Redacted.Redacted): Layer.Layer<never, MasterKeysRefused> =>
  Layer.effect(
    MasterKeys,
    Effect.map(Effect.fromResult(readMasterKeys(setting)), (ring) => ({ ring: Effect.succeed(ring), keep: undefined }))
  )
