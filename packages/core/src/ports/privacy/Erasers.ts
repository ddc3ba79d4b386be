import { Context, type Effect } from "effect"
import type { UserId } from "../../domain/users/User.ts"
import type { StoreUnavailable } from "../StoreUnavailable.ts"

/** Removes what is kept of learners in one place besides the stores. Each step may be done again. */
export interface Eraser {
  /** The name of the place in a receipt. */
  readonly place: string
  readonly count: (userId: UserId) => Effect.Effect<number, StoreUnavailable>
  /**
   * Removes it for good, also from files that were replaced: so several at once, as that writes everybody's anew. What was
   * under way when the learners' rows went is waited for: it brings nothing back.
   */
  readonly erase: (userIds: ReadonlyArray<UserId>) => Effect.Effect<void, StoreUnavailable>
}

/** What compositions keep of learners besides stores and vectors, in the order it is to be removed. */
export const Erasers = Context.Reference<ReadonlyArray<Eraser>>("@loopi/core/ports/privacy/Erasers", {
  defaultValue: () => []
})
