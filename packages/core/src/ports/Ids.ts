import { Context, type Effect } from "effect"
import { SecureRandom } from "effect/crypto"

/**
 * Mints identifiers: UUIDs that sort in the order they were made, also within a millisecond.
 *
 * **Details**
 *
 * Has a default, so nothing needs to provide it; tests override it to know the ids in advance.
 */
export const Ids = Context.Reference<{
  readonly next: Effect.Effect<string>
}>("@loopi/core/ports/Ids", {
  defaultValue: () => {
    const random = SecureRandom.make((size) => globalThis.crypto.getRandomValues(new Uint8Array(size)))
    return { next: random.uuidV7() }
  }
})
