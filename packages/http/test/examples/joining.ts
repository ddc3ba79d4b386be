/**
 * The situations of those who join, sign in, or forgot their password.
 */
import { AccountMails, Accounts, EmailAddress, Ids, TimeZoneName } from "@loopi/core"
import { TestMailer } from "@loopi/core/testing"
import { Effect, Redacted } from "effect"
import * as examples from "../../src/accounts/examples.ts"
import { newPerson, password, signedIn } from "../accounts/people.ts"

const { email } = examples.credentials
const account = { password: Redacted.make(password), name: "Mira", rolloverHour: 4 }

/** Somebody who has joined, in the place of the one in the examples. */
const member = Effect.map(newPerson, (theirs) => ({ swaps: { [email]: theirs } }))

const caller = Effect.map(
  Ids.use(({ next }) => next),
  (address) => ({ address, userAgent: "a test" })
)

const newcomer = Effect.map(
  Ids.use(({ next }) => next),
  (id) => EmailAddress.make(`${id}@example.com`)
)

/** Somebody who has signed up, and proven nothing yet. */
const signedUp = Effect.gen(function* () {
  const email = yield* newcomer
  const timeZone = TimeZoneName.make("Europe/Lisbon")
  yield* Accounts.use((accounts) =>
    Effect.flatMap(caller, (from) => accounts.signUp({ ...account, email, timeZone }, from))
  )
  return email
})

const mailed = Effect.fnUntraced(function* (to: string, purpose: "verification" | "reset") {
  yield* AccountMails.use(({ step }) => Effect.repeat(step, { while: (taken) => taken > 0 }))
  return Redacted.value(yield* TestMailer.Mailbox.use((mailbox) => mailbox.code(to, purpose)))
})

export const joining = {
  signUp: () => Effect.map(newcomer, (theirs) => ({ swaps: { [email]: theirs } })),
  signIn: () => member,
  forgotPassword: () => member,
  resendVerification: () => Effect.map(signedUp, (theirs) => ({ swaps: { [email]: theirs } })),
  verifyEmail: () =>
    Effect.map(
      Effect.flatMap(signedUp, (theirs) => mailed(theirs, "verification")),
      (code) => ({ swaps: { [examples.verificationCode]: code } })
    ),
  resetPassword: () =>
    Effect.gen(function* () {
      const theirs = yield* newPerson
      yield* Accounts.use((accounts) => Effect.flatMap(caller, (from) => accounts.forgotPassword(theirs, from)))
      return { swaps: { [examples.resetCode]: yield* mailed(theirs, "reset") } }
    }),
  refreshSession: () =>
    Effect.map(Effect.flatMap(newPerson, signedIn), ({ refresh }) => ({
      swaps: { [examples.signedIn.refreshToken]: Redacted.value(refresh) }
    }))
}
