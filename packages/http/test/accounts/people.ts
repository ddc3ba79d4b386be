/**
 * People with accounts, for tests that sign in.
 */
import { AccountMails, Accounts, EmailAddress, Ids, Sessions, TimeZoneName } from "@loopi/core"
import { TestMailer } from "@loopi/core/testing"
import { AccountAuthentication } from "@loopi/http"
import { Effect, Redacted } from "effect"
import { InMemory, serve } from "../app.ts"
import { ask, type Asked } from "../ask.ts"

/** A server for people with accounts. */
export const Open = serve(InMemory, { authentication: AccountAuthentication.layer })

export const password = "a long and quiet sentence"

const caller = { address: "192.0.2.1", userAgent: "a test" }

/** Sends what waits to be sent. */
export const mailsSent = AccountMails.use(({ step }) => Effect.repeat(step, { while: (taken) => taken > 0 }))

/** Somebody who has joined and proven their address. */
export const newPerson = Effect.gen(function* () {
  const [ids, accounts, mailbox] = [yield* Ids, yield* Accounts, yield* TestMailer.Mailbox]
  const email = EmailAddress.make(`${yield* ids.next}@example.com`)
  const timeZone = TimeZoneName.make("Europe/Lisbon")
  const from = { ...caller, address: yield* ids.next }
  yield* accounts.signUp({ email, password: Redacted.make(password), name: "Mira", timeZone, rolloverHour: 4 }, from)
  yield* mailsSent
  yield* accounts.verifyEmail(yield* mailbox.code(email, "verification"), from)
  return email
})

/** Their session. */
export const signedIn = Effect.fnUntraced(function* (email: EmailAddress) {
  const [ids, sessions] = [yield* Ids, yield* Sessions]
  // From an address of their own: there are only so many for each.
  return yield* sessions.signIn({ email, password: Redacted.make(password) }, { ...caller, address: yield* ids.next })
})

/** Asks with an access secret or an API token. */
export const askWith = (secret: Redacted.Redacted, path: string, asked: Asked = {}) =>
  ask(path, { ...asked, headers: { authorization: `Bearer ${Redacted.value(secret)}`, ...asked.headers } })

/** Asks as a browser does: with these cookies, and no token. */
export const browse = (path: string, cookies: string, asked: Asked = {}) =>
  ask(path, { ...asked, headers: { cookie: cookies, ...asked.headers }, bare: true })

/** What a browser would send back of the cookies in an answer. */
export const cookiesOf = (setCookie: ReadonlyArray<string> | undefined): string =>
  (setCookie ?? []).map((cookie) => cookie.split(";", 1)[0]).join("; ")
