import { Context, type DateTime, type Effect } from "effect"
import type { MailRequest, MailRequestId } from "../../domain/accounts/MailRequest.ts"
import type { StoreUnavailable } from "../StoreUnavailable.ts"

/** Mails that were asked for and not sent yet; any number of processes may take them. */
export class MailRequestStore extends Context.Service<
  MailRequestStore,
  {
    readonly add: (request: MailRequest) => Effect.Effect<void, StoreUnavailable>
    /** Takes some that are due, oldest first, with their attempts counted up: nobody else gets them before `until`. */
    readonly take: (
      limit: number,
      at: DateTime.Utc,
      until: DateTime.Utc
    ) => Effect.Effect<ReadonlyArray<MailRequest>, StoreUnavailable>
    /** Lets one that could not be sent be taken again from then on. */
    readonly postpone: (id: MailRequestId, until: DateTime.Utc) => Effect.Effect<void, StoreUnavailable>
    /** Removes what was sent or given up. */
    readonly done: (id: MailRequestId) => Effect.Effect<void, StoreUnavailable>
    /** How many wait, and since when the oldest does: for those who watch over the server. */
    readonly waiting: Effect.Effect<
      { readonly requests: number; readonly oldest: DateTime.Utc | undefined },
      StoreUnavailable
    >
  }
>()("@loopi/core/ports/accounts/MailRequestStore") {}
