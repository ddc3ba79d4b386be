/**
 * Everything about accounts in memory, with mails that can be read and passwords that cost nothing.
 */
import {
  Accounts,
  AccountSettings,
  type AccountStores,
  AccountUseCases,
  AccountMails,
  type Caller,
  defaultAccountSettings,
  EmailAddress,
  type Mailer,
  type PasswordHasher,
  Sessions,
  type ThrottleStore,
  TimeZoneName,
  type UserStore
} from "@loopi/core"
import { MemoryAccounts, MemoryUserStore } from "@loopi/core/memory"
import { TestMailer, TestPasswordHasher } from "@loopi/core/testing"
import { Effect, Layer, Redacted } from "effect"

interface Parts {
  readonly settings?: Partial<AccountSettings>
  readonly hasher?: Layer.Layer<PasswordHasher>
  readonly throttles?: Layer.Layer<ThrottleStore>
  readonly mailer?: Layer.Layer<Mailer | TestMailer.Mailbox>
}

/** Whoever may join, with links to a place of their own. */
export const world = (
  parts: Parts = {}
): Layer.Layer<AccountUseCases.AccountUseCases | AccountStores | UserStore | TestMailer.Mailbox> =>
  AccountUseCases.layer.pipe(
    Layer.provide(parts.throttles ?? Layer.empty),
    Layer.provideMerge(Layer.provideMerge(MemoryAccounts.layer, MemoryUserStore.layer)),
    Layer.provideMerge(parts.mailer ?? TestMailer.layer),
    Layer.provide(parts.hasher ?? TestPasswordHasher.layer),
    Layer.provide(Layer.succeed(AccountSettings, { ...defaultAccountSettings, ...open, ...parts.settings }))
  )

const open: Partial<AccountSettings> = { signUp: "open", publicUrl: "https://learn.example/" }

export const caller: Caller = { address: "192.0.2.7", userAgent: "Firefox on Linux" }
export const from = (address: string): Caller => ({ ...caller, address })

export const ada = EmailAddress.make("ada@example.org")
export const password = Redacted.make("a long sentence")
export const anotherPassword = Redacted.make("another long sentence")

export const newAccount = (email = ada) => ({
  email,
  password,
  name: "Ada",
  timeZone: TimeZoneName.make("Europe/Lisbon"),
  rolloverHour: 4
})

/** Mails everything that was asked for. */
export const mailed = Effect.gen(function* () {
  const { step } = yield* AccountMails
  yield* step
  const { sent } = yield* TestMailer.Mailbox
  return yield* sent
})

/** Joins and proves the address. */
export const joined = Effect.fnUntraced(function* (email = ada) {
  const accounts = yield* Accounts
  const mailbox = yield* TestMailer.Mailbox
  yield* accounts.signUp(newAccount(email), caller)
  yield* mailed
  yield* accounts.verifyEmail(yield* mailbox.code(email, "verification"), caller)
})

export const signingIn = (who: Caller, secret = password, email = ada) =>
  Sessions.use((sessions) => sessions.signIn({ email, password: secret }, who))

export const signedIn = (secret = password, email = ada) => signingIn(caller, secret, email)

/** The principal of whoever signed in just now. */
export const principal = Effect.fnUntraced(function* (secret = password, email = ada) {
  const sessions = yield* Sessions
  const { access } = yield* signedIn(secret, email)
  return yield* sessions.authenticate(access)
})
