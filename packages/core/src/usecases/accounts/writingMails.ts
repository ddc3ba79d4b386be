/**
 * Decides what is written to an address: nothing, where nobody has it.
 */
import { DateTime, Effect, Option } from "effect"
import type { Account } from "../../domain/accounts/Account.ts"
import { AccountCode, codeHours, type CodePurpose } from "../../domain/accounts/AccountCode.ts"
import { changedLetter, claimLetter, codeLetter, knownLetter } from "../../domain/accounts/AccountMail.ts"
import type { MailRequest } from "../../domain/accounts/MailRequest.ts"
import { AccountSettings } from "../../ports/accounts/AccountSettings.ts"
import { AccountStore } from "../../ports/accounts/AccountStore.ts"
import { newPair } from "./secrets.ts"

export const writingMails = Effect.gen(function* () {
  const store = yield* AccountStore
  const settings = yield* AccountSettings

  /** The code itself is kept nowhere: each try mails another, and those before it work no more. */
  const issued = Effect.fnUntraced(function* ({ userId }: Account, purpose: CodePurpose, write: CodeLetter) {
    const { digest, secret } = yield* newPair(purpose)
    const now = yield* DateTime.now
    const expiresAt = DateTime.add(now, { hours: codeHours[purpose] })
    yield* store.issue(AccountCode.make({ digest, userId, purpose, createdAt: now, expiresAt }))
    return write(settings, purpose, secret)
  })

  return Effect.fn("AccountMails.write")(function* (request: MailRequest) {
    const account = Option.getOrUndefined(yield* store.findByEmail(request.email))
    if (account === undefined) return undefined
    const letter = yield* letterFor(request, account)
    return letter === undefined ? undefined : { to: account.email, ...letter }
  })

  function letterFor({ created, kind }: MailRequest, account: Account) {
    if (kind === "reset") return issued(account, "reset", codeLetter)
    // An address that nobody proved may be somebody else's, who has nothing to do with it.
    if (kind === "changed") return Effect.succeed(account.verifiedAt === null ? undefined : changedLetter(settings))
    // A code to prove it would be for the password of whoever tried first.
    if (kind === "welcome" && !created)
      return account.verifiedAt === null
        ? issued(account, "reset", (head, _, code) => claimLetter(head, code))
        : Effect.succeed(knownLetter(settings))
    return account.verifiedAt === null ? issued(account, "verification", codeLetter) : Effect.void
  }
})

type CodeLetter = typeof codeLetter
