import { assert, describe, it } from "@effect/vitest"
import {
  AccountStore,
  allScopes,
  CredentialsRefused,
  EmailAddress,
  MailRequestId,
  PasswordHash,
  type Session,
  SessionNotFound,
  Sessions,
  SessionStore,
  Unauthenticated,
  UserId
} from "@loopi/core"
import { TestMailer, TestPasswordHasher } from "@loopi/core/testing"
import { Context, DateTime, Effect, Layer, Option, Redacted } from "effect"
import { TestClock } from "effect/testing"
import { uuid } from "../../fixtures/schedules.ts"
import { ada, anotherPassword, caller, joined, password, signedIn, world } from "./world.ts"

const refused = <A, E, R>(attempt: Effect.Effect<A, E, R>) =>
  Effect.map(Effect.flip(attempt), (error) => assert.deepStrictEqual<unknown>(error, Unauthenticated.make({})))

describe("Sessions: signing in", () => {
  it.effect("opens a session whose secrets show who it is, for a quarter of an hour", () =>
    Effect.gen(function* () {
      const sessions = yield* Sessions
      yield* joined()
      const { access, session, user } = yield* signedIn()
      assert.strictEqual(session.userAgent, caller.userAgent)
      assert.deepStrictEqual(yield* sessions.authenticate(access), {
        userId: user.id,
        scopes: allScopes,
        credential: { kind: "session", sessionId: session.id, expiresAt: session.accessExpiresAt }
      })
      yield* TestClock.adjust("15 minutes")
      yield* refused(sessions.authenticate(access))
    }).pipe(Effect.provide(world()))
  )

  it.effect("refuses a wrong password and an unknown address with the same words", () =>
    Effect.gen(function* () {
      yield* joined()
      const nobody = signedIn(password, EmailAddress.make("nobody@example.org"))
      const wrong = yield* Effect.flip(signedIn(anotherPassword))
      assert.deepStrictEqual(wrong, CredentialsRefused.make({}))
      assert.deepStrictEqual(yield* Effect.flip(nobody), wrong)
    }).pipe(Effect.provide(world()))
  )

  it.effect("opens none by a password that is changed meanwhile", () =>
    Effect.gen(function* () {
      yield* joined()
      const { user } = yield* signedIn()
      const { changePassword, find } = yield* AccountStore
      const store = yield* SessionStore
      const hash = PasswordHash.make("another")
      const mailId = MailRequestId.make(uuid(7))
      const meanwhile = Effect.flatMap(DateTime.now, (at) => changePassword(user.id, hash, at, mailId))
      const slow = SessionStore.of({ ...store, open: (...row) => Effect.andThen(meanwhile, store.open(...row)) })
      const sessions = yield* Layer.build(Layer.provide(Layer.fresh(Sessions.layer), Layer.succeed(SessionStore, slow)))
      const late = Context.get(sessions, Sessions).signIn({ email: ada, password }, caller)
      assert.deepStrictEqual(yield* Effect.flip(late), CredentialsRefused.make({}))
      assert.isTrue(Option.exists(yield* find(user.id), ({ passwordHash }) => passwordHash === hash))
      assert.deepStrictEqual(yield* store.list(user.id, yield* DateTime.now), [])
    }).pipe(Effect.provide(Layer.provideMerge(world(), Layer.merge(TestMailer.layer, TestPasswordHasher.layer))))
  )

  it.effect("keeps of a device's name what can be kept", () =>
    Effect.gen(function* () {
      const sessions = yield* Sessions
      yield* joined()
      const odd = { ...caller, userAgent: `\u0000 Firefox \ud800${"x".repeat(500)}` }
      const { session } = yield* sessions.signIn({ email: ada, password }, odd)
      assert.strictEqual(session.userAgent, `Firefox ${"x".repeat(192)}`)
    }).pipe(Effect.provide(world()))
  )

  it.effect("shows nobody by secrets that are for something else, mistyped, or made up", () =>
    Effect.gen(function* () {
      const sessions = yield* Sessions
      yield* joined()
      const { access, refresh } = yield* signedIn()
      yield* refused(sessions.authenticate(refresh))
      yield* refused(sessions.refresh(access))
      const text = Redacted.value(access)
      const mistyped = `${text.slice(0, 20)}${text[20] === "a" ? "b" : "a"}${text.slice(21)}`
      for (const secret of ["", "Bearer", mistyped, `${text} `]) {
        yield* refused(sessions.authenticate(Redacted.make(secret)))
      }
    }).pipe(Effect.provide(world()))
  )
})

describe("Sessions: staying", () => {
  it.effect("goes on with new secrets for a refresh secret, until the session is too old", () =>
    Effect.gen(function* () {
      const sessions = yield* Sessions
      yield* joined()
      const first = yield* signedIn()
      let last = first
      for (let day = 20; day < 180; day += 20) {
        yield* TestClock.adjust("20 days")
        last = yield* sessions.refresh(last.refresh)
      }
      assert.strictEqual(last.session.id, first.session.id)
      assert.deepStrictEqual(last.session.refreshExpiresAt, first.session.endsAt)
      assert.strictEqual((yield* sessions.authenticate(last.access)).userId, first.user.id)
      yield* TestClock.adjust("20 days")
      yield* refused(sessions.refresh(last.refresh))
    }).pipe(Effect.provide(world()))
  )

  it.effect("ends the session of whoever shows a spent refresh secret, and of whoever stole from them", () =>
    Effect.gen(function* () {
      const sessions = yield* Sessions
      yield* joined()
      const first = yield* signedIn()
      const other = yield* signedIn()
      const thief = yield* sessions.refresh(first.refresh)
      yield* refused(sessions.refresh(first.refresh))
      yield* refused(sessions.authenticate(thief.access))
      yield* refused(sessions.refresh(thief.refresh))
      assert.deepStrictEqual(yield* sessions.list(first.user.id), [other.session])
    }).pipe(Effect.provide(world()))
  )

  it.effect("forgets a refresh secret that was not used for a month", () =>
    Effect.gen(function* () {
      const sessions = yield* Sessions
      yield* joined()
      const { refresh, user } = yield* signedIn()
      yield* TestClock.adjust("30 days")
      yield* refused(sessions.refresh(refresh))
      assert.deepStrictEqual(yield* sessions.list(user.id), [])
    }).pipe(Effect.provide(world()))
  )

  it.effect("lets a learner have so many sessions at once, and ends those used longest ago", () =>
    Effect.gen(function* () {
      const sessions = yield* Sessions
      yield* joined()
      const opened: Array<Session> = []
      for (let i = 0; i < 4; i++) {
        opened.unshift((yield* signedIn()).session)
        yield* TestClock.adjust("1 minute")
      }
      const [last] = opened
      assert.deepStrictEqual(last && (yield* sessions.list(last.userId)), opened.slice(0, 3))
    }).pipe(Effect.provide(world({ settings: { sessions: 3 } })))
  )
})

describe("Sessions: ending", () => {
  it.effect("ends the session one signs out of, and no other", () =>
    Effect.gen(function* () {
      const sessions = yield* Sessions
      yield* joined()
      const [mine, other] = [yield* signedIn(), yield* signedIn()]
      yield* sessions.signOut(yield* sessions.authenticate(mine.access))
      yield* refused(sessions.authenticate(mine.access))
      yield* refused(sessions.refresh(mine.refresh))
      assert.strictEqual((yield* sessions.authenticate(other.access)).userId, mine.user.id)
    }).pipe(Effect.provide(world()))
  )

  it.effect("ends one of many by its id, for its learner alone", () =>
    Effect.gen(function* () {
      const sessions = yield* Sessions
      yield* joined()
      const { session, user } = yield* signedIn()
      const gone = SessionNotFound.make({ id: session.id })
      assert.deepStrictEqual(yield* Effect.flip(sessions.end(UserId.make(uuid(5)), session.id)), gone)
      yield* sessions.end(user.id, session.id)
      assert.deepStrictEqual(yield* Effect.flip(sessions.end(user.id, session.id)), gone)
    }).pipe(Effect.provide(world()))
  )

  it.effect("ends everything everywhere at once", () =>
    Effect.gen(function* () {
      const sessions = yield* Sessions
      yield* joined()
      const [mine, other] = [yield* signedIn(), yield* signedIn()]
      yield* sessions.signOutEverywhere(yield* sessions.authenticate(mine.access))
      for (const { access, refresh } of [mine, other]) {
        yield* refused(sessions.authenticate(access))
        yield* refused(sessions.refresh(refresh))
      }
      assert.strictEqual((yield* signedIn()).user.id, mine.user.id)
    }).pipe(Effect.provide(world()))
  )
})
