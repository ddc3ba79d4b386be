import { Layer } from "effect"
import { AccountCare } from "./AccountCare.ts"
import { AccountMails } from "./AccountMails.ts"
import { Accounts } from "./Accounts.ts"
import { ApiTokens } from "./ApiTokens.ts"
import { KeyedRequests } from "./KeyedRequests.ts"
import { Sessions } from "./Sessions.ts"

/** What has to do with signing in. */
export type AccountUseCases = Accounts | Sessions | ApiTokens | AccountMails | AccountCare | KeyedRequests

export const layer = Layer.mergeAll(
  Accounts.layer,
  Sessions.layer,
  ApiTokens.layer,
  AccountMails.layer,
  AccountCare.layer,
  KeyedRequests.layer
)
