import { Context, type DateTime, type Effect, type Option, type Stream } from "effect"
import type { SecretDigest } from "../../domain/accounts/SecretToken.ts"
import type { ErasedPart, Erasure, ErasureId } from "../../domain/privacy/Erasure.ts"
import type { UserId, UserNotFound } from "../../domain/users/User.ts"
import type { StoreUnavailable } from "../StoreUnavailable.ts"

/** Who is to be erased, and the digest of the code that opens the receipt. */
export interface NewErasure {
  readonly id: ErasureId
  readonly userId: UserId
  readonly code: SecretDigest
  readonly begunAt: DateTime.Utc
}

/**
 * Removes learners from every store, and keeps what became of it.
 *
 * **Details**
 *
 * Until an erasure is finished nobody joins under the learner's id: what is still removed elsewhere would be theirs.
 */
export class ErasureStore extends Context.Service<
  ErasureStore,
  {
    /**
     * Removes every row of a learner from every store, counted by table, and keeps the erasure, with each of these as a
     * part that is done: all or nothing. Whoever writes for the learner meanwhile is refused afterwards.
     */
    readonly begin: (erasure: NewErasure) => Effect.Effect<Erasure, UserNotFound | StoreUnavailable>
    /** Keeps a part, as `withPart` does. */
    readonly record: (id: ErasureId, part: ErasedPart) => Effect.Effect<void, StoreUnavailable>
    /** Removes what came in meanwhile all the same, and says that it is over. */
    readonly finish: (id: ErasureId, at: DateTime.Utc) => Effect.Effect<void, StoreUnavailable>
    /** Oldest first. */
    readonly unfinished: Effect.Effect<ReadonlyArray<Erasure>, StoreUnavailable>
    /** Every erasure there was, oldest first. */
    readonly all: Stream.Stream<Erasure, StoreUnavailable>
    readonly find: (code: SecretDigest) => Effect.Effect<Option.Option<Erasure>, StoreUnavailable>
  }
>()("@loopi/core/ports/privacy/ErasureStore") {}
