/**
 * Decides what is written to an address: nothing, where nobody has it.
 */
import { DateTime, Effect, Option } from "effect"
import type { Account } from "../../domain/accounts/Account.ts"
import { AccountCode, codeHours, type CodePurpose } from "../../domain/accounts/AccountCode.ts"
import { changedLetter, codeLetter, knownLetter } from "../../domain/accounts/AccountMail.ts"
import type { MailRequest } from "../../domain/accounts/MailRequest.ts"
import { AccountSettings } from "../../ports/accounts/AccountSettings.ts"
import { AccountStore } from "../../ports/accounts/AccountStore.ts"
import { newPair } from "./secrets.ts"

export const writingMails = Effect.gen(function* () {
  const store = yield* AccountStore
  const settings = yield* AccountSettings

  /** The code itself is kept nowhere: each try mails another, and those before it work no more. */
  const issued = Effect.fnUntraced(function* ({ userId }: Account, purpose: CodePurpose) {
    const { digest, secret } = yield* newPair(purpose)
    const now = yield* DateTime.now
    const expiresAt = DateTime.add(now, { hours: codeHours[purpose] })
    yield* store.issue(AccountCode.make({ digest, userId, purpose, createdAt: now, expiresAt }))
    return codeLetter(settings, purpose, secret)
  })

  return Effect.fn("AccountMails.write")(function* (request: MailRequest) {
    const account = Option.getOrUndefined(yield* store.findByEmail(request.email))
    if (account === undefined) return undefined
    const letter = yield* letterFor(request, account)
    return letter === undefined ? undefined : { to: account.email, ...letter }
  })

  function letterFor({ created, kind }: MailRequest, account: Account) {
    if (kind === "reset") return issued(account, "reset")
    // A code would prove the address for whoever tried first, with a password of theirs.
    if (kind === "welcome" && !created) return Effect.succeed(knownLetter(settings))
    // An address that nobody proved may be somebody else's, who has nothing to do with it.
    if (kind === "changed") return Effect.succeed(account.verifiedAt === null ? undefined : changedLetter(settings))
    return account.verifiedAt === null ? issued(account, "verification") : Effect.void
  }
})
