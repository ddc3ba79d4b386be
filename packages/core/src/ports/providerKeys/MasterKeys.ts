import { Context, type Effect } from "effect"
import { type MasterKeyRing, type MasterKeysRefused, refuseMasterKeys } from "../../domain/providerKeys/MasterKey.ts"

/**
 * Where the master keys come from that the keys of learners are sealed with.
 *
 * **Details**
 *
 * Has a default, so nothing needs to provide it: no master key is known, and all that needs one is refused. The ring is
 * asked for each time it is needed, so it may change while the program runs.
 */
export const MasterKeys = Context.Reference<{
  readonly ring: Effect.Effect<MasterKeyRing, MasterKeysRefused>
  /** Replaces the ring, where it is ours to write: not where it stands in somebody's settings. */
  readonly keep: ((ring: MasterKeyRing) => Effect.Effect<void, MasterKeysRefused>) | undefined
}>("@loopi/core/ports/providerKeys/MasterKeys", {
  defaultValue: () => ({ ring: refuseMasterKeys("missing"), keep: undefined })
})
