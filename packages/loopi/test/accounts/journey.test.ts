/**
 * Somebody joins by a mail that really travelled, and signs in with a password that was really hashed.
 */
import { assert, it } from "@effect/vitest"
import { AccountMails, Accounts, EmailAddress, Sessions, TimeZoneName } from "@loopi/core"
import { Effect, Layer, Redacted, Schedule } from "effect"
import { Composition, open, Plan } from "loopi"
import { smtpServer } from "./smtpServer.ts"

const caller = { address: "192.0.2.7", userAgent: "Firefox" }
const email = EmailAddress.make("ada@example.org")
const password = Redacted.make("a long sentence")
const account = { email, password, name: "Ada", timeZone: TimeZoneName.make("Europe/Lisbon"), rolloverHour: 4 }

it.live("lets a learner join, prove the address by mail, sign in, and choose a new password by mail", () =>
  Effect.gen(function* () {
    const { received, url } = yield* smtpServer()
    const smtp = { url: Redacted.make(url), from: "loopi@learn.example" }
    const accounts = { signUp: "open", publicUrl: "https://learn.example", smtp } as const
    const codeAt = (page: string) =>
      Effect.suspend(() => {
        const code = received.mails.map((mail) => linkTo(page, mail)).find((link) => link !== undefined)
        return code === undefined ? Effect.fail("no mail yet" as const) : Effect.succeed(Redacted.make(code))
      }).pipe(Effect.retry(Schedule.spaced("20 millis")), Effect.timeout("20 seconds"))

    yield* Effect.gen(function* () {
      const [accounts, sessions] = [yield* Accounts, yield* Sessions]
      yield* accounts.signUp(account, caller)
      assert.strictEqual((yield* Effect.flip(sessions.signIn(account, caller)))._tag, "EmailNotVerified")
      yield* accounts.verifyEmail(yield* codeAt("verify-email"), caller)
      assert.strictEqual((yield* sessions.signIn(account, caller)).user.name, "Ada")

      yield* accounts.forgotPassword(email, caller)
      const next = Redacted.make("another long sentence")
      yield* accounts.resetPassword(yield* codeAt("reset-password"), next, caller)
      assert.strictEqual((yield* Effect.flip(sessions.signIn(account, caller)))._tag, "CredentialsRefused")
      const { access, user } = yield* sessions.signIn({ email, password: next }, caller)
      assert.strictEqual((yield* sessions.authenticate(access)).userId, user.id)
    }).pipe(Effect.provide(Layer.provideMerge(AccountMails.layerRun, Composition.layer({ ...Plan.memory, accounts }))))
  })
)

it.live("lets apps without Effect sign learners in, by promises", () =>
  Effect.acquireUseRelease(
    Effect.promise(() => open({ accounts: { signUp: "open" } })),
    ({ accounts, apiTokens, sessions }) =>
      Effect.gen(function* () {
        yield* Effect.promise(() => accounts.signUp(account, caller))
        const { access, user } = yield* Effect.promise(() => sessions.signIn(account, caller))
        const principal = yield* Effect.promise(() => sessions.authenticate(access))
        const { secret } = yield* Effect.promise(() => apiTokens.create(principal, { name: "Sync", scopes: ["read"] }))
        const program = yield* Effect.promise(() => sessions.authenticate(secret))
        assert.deepStrictEqual([program.userId, program.scopes], [user.id, ["read"]])
      }),
    ({ close }) => Effect.promise(close)
  )
)

/** What stands behind the link in a mail, whose long lines are broken on their way. */
const linkTo = (page: string, mail: string): string | undefined =>
  new RegExp(`https://learn\\.example/${page}#(\\w{45})`).exec(mail.replace(/=\r\n/g, ""))?.[1]
