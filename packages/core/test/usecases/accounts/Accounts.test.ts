import { assert, describe, it } from "@effect/vitest"
import {
  AccountCare,
  Accounts,
  AccountStore,
  CodeRefused,
  CredentialsRefused,
  EmailAddress,
  EmailNotVerified,
  PasswordTooCommon,
  Sessions,
  SignUpClosed,
  Unauthenticated
} from "@loopi/core"
import { TestMailer } from "@loopi/core/testing"
import { Effect, Option, Redacted } from "effect"
import { TestClock } from "effect/testing"
import {
  ada,
  anotherPassword,
  caller,
  joined,
  mailed,
  newAccount,
  password,
  principal,
  signedIn,
  world
} from "./world.ts"

const of = (purpose: "verification" | "reset") => TestMailer.Mailbox.use(({ code }) => code(ada, purpose))

describe("Accounts: joining", () => {
  it.effect("lets somebody join, prove the address by mail, and sign in", () =>
    Effect.gen(function* () {
      const accounts = yield* Accounts
      yield* accounts.signUp(newAccount(), caller)
      assert.deepStrictEqual(yield* Effect.flip(signedIn()), EmailNotVerified.make({}))
      const [mail] = yield* mailed
      assert.strictEqual(mail?.to, ada)
      assert.match(mail?.text ?? "", /https:\/\/learn\.example\/verify-email#loopi_vc_\w{36}\n/)
      yield* accounts.verifyEmail(yield* of("verification"), caller)
      const { user } = yield* signedIn()
      assert.deepInclude(user, { name: "Ada", rolloverHour: 4 })
      const account = Option.getOrThrow(yield* accounts.find(user.id))
      assert.strictEqual(account.email, ada)
      assert.notStrictEqual(account.verifiedAt, null)
    }).pipe(Effect.provide(world()))
  )

  it.effect("tells whoever has the address by mail that somebody tried, without a code, and changes nothing", () =>
    Effect.gen(function* () {
      const accounts = yield* Accounts
      yield* joined()
      yield* accounts.signUp({ ...newAccount(), name: "Mallory", password: anotherPassword }, caller)
      const last = (yield* mailed).at(-1)
      assert.match(last?.subject ?? "", /you have an account already/)
      assert.notMatch(last?.text ?? "", /loopi_/)
      assert.strictEqual((yield* signedIn()).user.name, "Ada")
      assert.deepStrictEqual(yield* Effect.flip(signedIn(anotherPassword)), CredentialsRefused.make({}))
    }).pipe(Effect.provide(world()))
  )

  it.effect(
    "gives an address that nobody proved to whoever reads its mails, however somebody else joined with it",
    () =>
      Effect.gen(function* () {
        const accounts = yield* Accounts
        yield* accounts.signUp({ ...newAccount(), name: "Mallory", password: anotherPassword }, caller)
        const mallory = yield* signedIn(anotherPassword)
        yield* accounts.signUp(newAccount(), caller)
        const last = (yield* mailed).at(-1)
        assert.match(last?.subject ?? "", /is this account yours\?/)
        assert.match(last?.text ?? "", /https:\/\/learn\.example\/reset-password#loopi_rc_\w{36}\n/)
        yield* accounts.resetPassword(yield* of("reset"), password, caller)
        const { user } = yield* signedIn()
        assert.notStrictEqual(Option.getOrThrow(yield* accounts.find(user.id)).verifiedAt, null)
        assert.deepStrictEqual(yield* Effect.flip(signedIn(anotherPassword)), CredentialsRefused.make({}))
        const sessions = yield* Sessions
        assert.deepStrictEqual(yield* Effect.flip(sessions.authenticate(mallory.access)), Unauthenticated.make({}))
      }).pipe(Effect.provide(world({ settings: { verification: "optional" } })))
  )

  it.effect("refuses passwords that are guessed first, wherever one is chosen", () =>
    Effect.gen(function* () {
      const [accounts, care] = [yield* Accounts, yield* AccountCare]
      yield* joined()
      const mine = yield* principal()
      const common = Redacted.make("Password2026!")
      const chosen: ReadonlyArray<Effect.Effect<void, { readonly _tag: string }>> = [
        accounts.signUp({ ...newAccount(), password: common }, caller),
        accounts.resetPassword(Redacted.make("whatever"), common, caller),
        accounts.changePassword(mine, password, common, caller),
        Effect.asVoid(care.add({ ...newAccount(), password: common }))
      ]
      for (const choose of chosen) assert.deepStrictEqual(yield* Effect.flip(choose), PasswordTooCommon.make({}))
      assert.strictEqual((yield* signedIn()).user.id, mine.userId)
    }).pipe(Effect.provide(world()))
  )

  it.effect("asks for no proof where mails go nowhere, unless told to", () =>
    Effect.gen(function* () {
      const accounts = yield* Accounts
      yield* accounts.signUp(newAccount(), caller)
      assert.strictEqual((yield* signedIn()).user.name, "Ada")
    }).pipe(Effect.provide(world({ mailer: TestMailer.layerWith({ delivers: false }) })))
  )

  it.effect("lets nobody join where sign-up is closed, and hashes nothing for them", () =>
    Effect.gen(function* () {
      const accounts = yield* Accounts
      assert.deepStrictEqual(yield* Effect.flip(accounts.signUp(newAccount(), caller)), SignUpClosed.make({}))
      const store = yield* AccountStore
      assert.deepStrictEqual(yield* store.findByEmail(ada), Option.none())
    }).pipe(Effect.provide(world({ settings: { signUp: "closed" } })))
  )

  it.effect("mails the bare code where no links can be made", () =>
    Effect.gen(function* () {
      const accounts = yield* Accounts
      yield* accounts.signUp(newAccount(), caller)
      const [mail] = yield* mailed
      assert.match(mail?.text ?? "", /with this code:\n\nloopi_vc_\w{36}\n/)
    }).pipe(Effect.provide(world({ settings: { publicUrl: undefined } })))
  )
})

describe("Accounts: codes and passwords", () => {
  it.effect("takes a code once, only for what it is for, and only in time", () =>
    Effect.gen(function* () {
      const accounts = yield* Accounts
      yield* accounts.signUp(newAccount(), caller)
      yield* mailed
      const first = yield* of("verification")
      yield* accounts.resendVerification(ada, caller)
      yield* mailed
      const refused = (code: Redacted.Redacted) =>
        Effect.map(Effect.flip(accounts.verifyEmail(code, caller)), (refusal) =>
          assert.deepStrictEqual(refusal, CodeRefused.make({}))
        )
      yield* refused(first)
      const second = yield* of("verification")
      assert.deepStrictEqual(
        yield* Effect.flip(accounts.resetPassword(second, anotherPassword, caller)),
        CodeRefused.make({})
      )
      yield* TestClock.adjust("25 hours")
      yield* refused(second)
      yield* accounts.resendVerification(ada, caller)
      yield* mailed
      const third = yield* of("verification")
      yield* accounts.verifyEmail(third, caller)
      yield* refused(third)
    }).pipe(Effect.provide(world()))
  )

  it.effect("chooses a new password by a mailed code, which ends what the old one opened", () =>
    Effect.gen(function* () {
      const accounts = yield* Accounts
      const sessions = yield* Sessions
      yield* joined()
      const before = yield* signedIn()
      yield* accounts.forgotPassword(ada, caller)
      assert.match((yield* mailed).at(-1)?.text ?? "", /https:\/\/learn\.example\/reset-password#loopi_rc_\w{36}\n/)
      yield* accounts.resetPassword(yield* of("reset"), anotherPassword, caller)
      assert.deepStrictEqual(yield* Effect.flip(sessions.authenticate(before.access)), Unauthenticated.make({}))
      assert.deepStrictEqual(yield* Effect.flip(signedIn(password)), CredentialsRefused.make({}))
      assert.strictEqual((yield* signedIn(anotherPassword)).user.id, before.user.id)
    }).pipe(Effect.provide(world()))
  )

  it.effect("lets in whoever was locked out by the guesses of others, once they chose a new password", () =>
    Effect.gen(function* () {
      const accounts = yield* Accounts
      yield* joined()
      yield* Effect.forEach(Array.from({ length: 11 }), () => Effect.flip(signedIn(anotherPassword)))
      assert.strictEqual((yield* Effect.flip(signedIn()))._tag, "TooManyAttempts")
      yield* accounts.forgotPassword(ada, caller)
      yield* mailed
      yield* accounts.resetPassword(yield* of("reset"), anotherPassword, caller)
      yield* signedIn(anotherPassword)
    }).pipe(Effect.provide(world()))
  )

  it.effect("changes a password by the one so far, and keeps the session it was changed in", () =>
    Effect.gen(function* () {
      const accounts = yield* Accounts
      const sessions = yield* Sessions
      yield* joined()
      const other = yield* signedIn()
      const mine = yield* principal()
      const wrong = accounts.changePassword(mine, anotherPassword, anotherPassword, caller)
      assert.deepStrictEqual(yield* Effect.flip(wrong), CredentialsRefused.make({}))
      yield* accounts.changePassword(mine, password, anotherPassword, caller)
      const left = yield* sessions.list(mine.userId)
      assert.deepStrictEqual(
        left.map(({ id }) => id),
        mine.credential.kind === "session" ? [mine.credential.sessionId] : []
      )
      assert.deepStrictEqual(yield* Effect.flip(sessions.authenticate(other.access)), Unauthenticated.make({}))
    }).pipe(Effect.provide(world()))
  )

  it.effect("tells the owner by mail that the password was changed, by whatever way", () =>
    Effect.gen(function* () {
      const [accounts, care] = [yield* Accounts, yield* AccountCare]
      yield* joined()
      const told = Effect.map(mailed, (mails) => mails.filter(({ subject }) => /password was changed/.test(subject)))
      yield* accounts.changePassword(yield* principal(), password, anotherPassword, caller)
      const [first] = yield* told
      assert.strictEqual(first?.to, ada)
      assert.match(first?.text ?? "", /https:\/\/learn\.example\/forgot-password\n/)
      yield* accounts.resetPassword((yield* care.resetCode(ada)).secret, password, caller)
      assert.lengthOf(yield* told, 2)
    }).pipe(Effect.provide(world()))
  )

  it.effect("writes of a new password to no address that nobody proved", () =>
    Effect.gen(function* () {
      const accounts = yield* Accounts
      yield* accounts.signUp(newAccount(), caller)
      const before = yield* mailed
      yield* accounts.changePassword(yield* principal(), password, anotherPassword, caller)
      assert.deepStrictEqual(yield* mailed, before)
    }).pipe(Effect.provide(world({ settings: { verification: "optional" } })))
  )

  it.effect("mails nothing to addresses that nobody has, and answers alike", () =>
    Effect.gen(function* () {
      const accounts = yield* Accounts
      const nobody = EmailAddress.make("nobody@example.org")
      yield* accounts.forgotPassword(nobody, caller)
      yield* accounts.resendVerification(nobody, caller)
      assert.deepStrictEqual(yield* mailed, [])
    }).pipe(Effect.provide(world()))
  )
})
