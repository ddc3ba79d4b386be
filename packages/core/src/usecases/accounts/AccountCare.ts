/**
 * What whoever runs Loopi does with the accounts on it, where nobody joins by themselves or no mails leave.
 */
import { Context, DateTime, Effect, Layer, Option, Stream } from "effect"
import {
  Account,
  AccountNotFound,
  EmailTaken,
  type HasherBusy,
  type NewAccount,
  type PasswordTooCommon
} from "../../domain/accounts/Account.ts"
import { AccountCode, codeHours } from "../../domain/accounts/AccountCode.ts"
import type { EmailAddress } from "../../domain/accounts/EmailAddress.ts"
import type { Secret } from "../../domain/accounts/SecretToken.ts"
import { User, UserId } from "../../domain/users/User.ts"
import { AccountStore } from "../../ports/accounts/AccountStore.ts"
import { PasswordHasher } from "../../ports/accounts/PasswordHasher.ts"
import { Ids } from "../../ports/Ids.ts"
import type { StoreUnavailable } from "../../ports/StoreUnavailable.ts"
import { UserStore } from "../../ports/users/UserStore.ts"
import { newMailRequest } from "./mailRequests.ts"
import { refuseCommon } from "./refuseCommon.ts"
import { newPair } from "./secrets.ts"

/** A code to choose a new password, which is told this once. */
export interface ResetCode {
  readonly secret: Secret
  readonly expiresAt: DateTime.Utc
}

export class AccountCare extends Context.Service<
  AccountCare,
  {
    /** Adds somebody whose address needs no proof. */
    readonly add: (
      input: NewAccount
    ) => Effect.Effect<Account, PasswordTooCommon | EmailTaken | HasherBusy | StoreUnavailable>
    /** Everybody who has an account, those who joined first before the others. */
    readonly all: Stream.Stream<Account, StoreUnavailable>
    /** The one with this address. */
    readonly find: (email: EmailAddress) => Effect.Effect<Account, AccountNotFound | StoreUnavailable>
    /** A code that works once, for somebody who cannot get a mail; those before it work no more. */
    readonly resetCode: (email: EmailAddress) => Effect.Effect<ResetCode, AccountNotFound | StoreUnavailable>
  }
>()("@loopi/core/usecases/accounts/AccountCare") {
  static readonly layer: Layer.Layer<AccountCare, never, AccountStore | UserStore | PasswordHasher> = Layer.effect(
    AccountCare,
    Effect.gen(function* () {
      const store = yield* AccountStore
      const users = yield* UserStore
      const all = users.ids.pipe(
        Stream.mapEffect(store.find),
        Stream.flatMap((found) => Stream.fromIterable(Option.toArray(found)))
      )

      const find = Effect.fn("AccountCare.find")(function* (email: EmailAddress) {
        const account = yield* store.findByEmail(email)
        return Option.isSome(account) ? account.value : yield* AccountNotFound.make({ email })
      })

      const resetCode = Effect.fn("AccountCare.resetCode")(function* (email: EmailAddress) {
        const { userId } = yield* find(email)

        const { digest, secret } = yield* newPair("reset")
        const createdAt = yield* DateTime.now
        const expiresAt = DateTime.add(createdAt, { hours: codeHours.reset })

        yield* store.issue(AccountCode.make({ digest, userId, purpose: "reset", createdAt, expiresAt }))
        return { secret, expiresAt }
      })

      return AccountCare.of({ add: yield* adding, all, find, resetCode })
    })
  )
}

const adding = Effect.gen(function* () {
  const store = yield* AccountStore
  const hasher = yield* PasswordHasher
  const ids = yield* Ids

  return Effect.fn("AccountCare.add")(function* ({ email, password, ...learner }: NewAccount) {
    yield* refuseCommon(password, email)
    if (Option.isSome(yield* store.findByEmail(email))) return yield* EmailTaken.make({ email })
    const passwordHash = yield* hasher.hash(password)

    const now = yield* DateTime.now
    const user = User.make({ id: UserId.make(yield* ids.next), ...learner, createdAt: now })
    const times = { verifiedAt: now, createdAt: now, updatedAt: now }
    const account = Account.make({ userId: user.id, email, passwordHash, ...times })

    // The request comes to nothing for an address that is proven.
    yield* store.join(user, account, yield* newMailRequest("welcome", email))
    const kept = yield* store.find(user.id)
    // Somebody was faster.
    return Option.isSome(kept) ? kept.value : yield* EmailTaken.make({ email })
  })
})
