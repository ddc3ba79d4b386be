/**
 * Asking for mails: nothing is looked up, so it takes the same for every address.
 */
import { DateTime, Effect } from "effect"
import type { Caller } from "../../domain/accounts/Caller.ts"
import type { EmailAddress } from "../../domain/accounts/EmailAddress.ts"
import { type MailKind, MailRequest, MailRequestId } from "../../domain/accounts/MailRequest.ts"
import { MailRequestStore } from "../../ports/accounts/MailRequestStore.ts"
import { Ids } from "../../ports/Ids.ts"
import { ofClient, throttling } from "./throttling.ts"

export const newMailRequestId = Effect.gen(function* () {
  const ids = yield* Ids
  return MailRequestId.make(yield* ids.next)
})

export const newMailRequest = Effect.fnUntraced(function* (kind: MailKind, email: EmailAddress) {
  const id = yield* newMailRequestId
  return MailRequest.make({ id, kind, email, created: false, attempts: 0, requestedAt: yield* DateTime.now })
})

export const askingForMails = Effect.gen(function* () {
  const requests = yield* MailRequestStore
  const throttles = yield* throttling

  const ask = (kind: MailKind) =>
    Effect.fn("Accounts.askForMail")(function* (email: EmailAddress, caller: Caller) {
      yield* throttles.take(["mailsPerEmail", email], ofClient("mailsPerClient", caller))
      yield* requests.add(yield* newMailRequest(kind, email))
    })

  return { resendVerification: ask("verify"), forgotPassword: ask("reset") }
})
