/**
 * Sends the mails that were asked for: looks addresses up, makes codes, and tries again what did not leave.
 */
import { Context, type Effect } from "effect"
import type { StoreUnavailable } from "../../ports/StoreUnavailable.ts"

export class AccountMails extends Context.Service<
  AccountMails,
  {
    /** Sends some that are due; how many it took. */
    readonly step: Effect.Effect<number, StoreUnavailable>
    /** Sends what comes in for as long as it is not interrupted. */
    readonly run: Effect.Effect<never>
  }
>()("@loopi/core/usecases/accounts/AccountMails") {}
