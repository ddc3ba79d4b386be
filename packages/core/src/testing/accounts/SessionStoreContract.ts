/**
 * What every `SessionStore` must do: a refresh secret is good once, and whoever shows a spent one ends the session.
 */
import { assert, it, type Vitest } from "@effect/vitest"
import { Array, DateTime, Effect, type Layer, Option } from "effect"
import { Session, timesAt } from "../../domain/accounts/Session.ts"
import { ApiTokenStore } from "../../ports/accounts/ApiTokenStore.ts"
import { SessionStore } from "../../ports/accounts/SessionStore.ts"
import { january, newLearner } from "../fixtures.ts"
import { type AccountPorts, newDigest, newSecrets, newSession, newToken } from "./accounts.ts"
import { agreesWithModel } from "./sessionModel.ts"

type It = Vitest.MethodsNonLive<AccountPorts>

export const suite = <E>(adapter: string, layer: Layer.Layer<AccountPorts, E>): void =>
  it.layer(layer, { timeout: "60 seconds" })(`a SessionStore (${adapter})`, (it) => {
    opens(it)
    refreshes(it)
    ends(it)
    agreesWithModel(it)
  })

/** What a refresh on that day moves the session to. */
const nextOf = Effect.fnUntraced(function* ({ endsAt }: Session, at: DateTime.Utc) {
  return { ...timesAt(at, endsAt), secrets: yield* newSecrets }
})

const opens = (it: It): void => {
  it.effect("finds a session by its access secret until that ends", () =>
    Effect.gen(function* () {
      const sessions = yield* SessionStore
      const { secrets, session } = yield* newSession(yield* newLearner)
      const last = DateTime.subtract(session.accessExpiresAt, { milliseconds: 1 })
      assert.deepStrictEqual(yield* sessions.find(secrets.access, last), Option.some(session))
      assert.deepStrictEqual(yield* sessions.find(secrets.access, session.accessExpiresAt), Option.none())
      assert.deepStrictEqual(yield* sessions.find(secrets.refresh, last), Option.none())
      assert.deepStrictEqual(yield* sessions.find(yield* newDigest, last), Option.none())
    })
  )

  it.effect("ends those refreshed longest ago where a learner has too many", () =>
    Effect.gen(function* () {
      const sessions = yield* SessionStore
      const learner = yield* newLearner
      const first = yield* newSession(learner, january(1), 2)
      const second = yield* newSession(learner, january(2), 2)
      const next = yield* nextOf(first.session, january(3))
      const moved = Option.getOrThrow(yield* sessions.refresh(first.secrets.refresh, next, january(3)))
      const third = yield* newSession(learner, january(4), 2)
      assert.deepStrictEqual(yield* sessions.list(learner, january(4)), [third.session, moved])
      assert.deepStrictEqual(yield* sessions.ofRefresh(second.secrets.refresh), Option.none())
    })
  )

  it.effect("lists what lasts, last refreshed first, for its learner alone", () =>
    Effect.gen(function* () {
      const sessions = yield* SessionStore
      const learner = yield* newLearner
      const older = yield* newSession(learner, january(1))
      const newer = yield* newSession(learner, january(2))
      yield* newSession(yield* newLearner)
      assert.deepStrictEqual(yield* sessions.list(learner, january(2)), [newer.session, older.session])
      assert.deepStrictEqual(yield* sessions.list(learner, older.session.refreshExpiresAt), [newer.session])
    })
  )
}

const refreshes = (it: It): void => {
  it.effect("moves a session on, whose access secret so far works no more", () =>
    Effect.gen(function* () {
      const sessions = yield* SessionStore
      const { secrets, session } = yield* newSession(yield* newLearner)
      const next = yield* nextOf(session, january(1, 13))
      const moved = Session.make({ ...session, ...timesAt(january(1, 13), session.endsAt) })
      assert.deepStrictEqual(yield* sessions.refresh(secrets.refresh, next, january(1, 13)), Option.some(moved))
      assert.deepStrictEqual(yield* sessions.find(next.secrets.access, january(1, 13)), Option.some(moved))
      assert.deepStrictEqual(yield* sessions.find(secrets.access, january(1)), Option.none())
      assert.deepStrictEqual(yield* sessions.list(session.userId, january(1, 13)), [moved])
      for (const secret of [secrets.refresh, next.secrets.refresh]) {
        assert.deepStrictEqual(yield* sessions.ofRefresh(secret), Option.some(moved))
      }
      assert.deepStrictEqual(yield* sessions.ofRefresh(yield* newDigest), Option.none())
    })
  )

  it.effect("ends a session of which a spent secret is shown", () =>
    Effect.gen(function* () {
      const sessions = yield* SessionStore
      const { secrets, session } = yield* newSession(yield* newLearner)
      const next = yield* nextOf(session, january(2))
      yield* sessions.refresh(secrets.refresh, next, january(2))
      const again = yield* sessions.refresh(secrets.refresh, yield* nextOf(session, january(2)), january(2))
      assert.deepStrictEqual(again, Option.none())
      assert.deepStrictEqual(yield* sessions.find(next.secrets.access, january(2)), Option.none())
      const late = yield* sessions.refresh(next.secrets.refresh, yield* nextOf(session, january(2)), january(2))
      assert.deepStrictEqual(late, Option.none())
      assert.deepStrictEqual(yield* sessions.list(session.userId, january(2)), [])
    })
  )

  it.effect("moves a session on once where twenty show the same secret at once, and ends it", () =>
    Effect.gen(function* () {
      const sessions = yield* SessionStore
      const { secrets, session } = yield* newSession(yield* newLearner)
      const refresh = Effect.gen(function* () {
        return yield* sessions.refresh(secrets.refresh, yield* nextOf(session, january(2)), january(2))
      })
      const tries = Array.makeBy(20, () => refresh)
      const moved = Array.getSomes(yield* Effect.all(tries, { concurrency: "unbounded" }))
      assert.lengthOf(moved, 1)
      assert.deepStrictEqual(yield* sessions.list(session.userId, january(2)), [])
    })
  )

  it.effect("takes no secret that is too old or unknown, and changes nothing", () =>
    Effect.gen(function* () {
      const sessions = yield* SessionStore
      const { secrets, session } = yield* newSession(yield* newLearner)
      const at = session.refreshExpiresAt
      const refresh = (secret: typeof secrets.refresh) =>
        Effect.flatMap(nextOf(session, at), (next) => sessions.refresh(secret, next, at))
      assert.deepStrictEqual(yield* refresh(secrets.refresh), Option.none())
      assert.deepStrictEqual(yield* refresh(yield* newDigest), Option.none())
      assert.deepStrictEqual(yield* sessions.list(session.userId, january(1)), [session])
    })
  )
}

const ends = (it: It): void => {
  it.effect("ends one session for its learner alone", () =>
    Effect.gen(function* () {
      const sessions = yield* SessionStore
      const learner = yield* newLearner
      const [one, other] = [yield* newSession(learner), yield* newSession(learner, january(2))]
      assert.isFalse(yield* sessions.end(yield* newLearner, one.session.id))
      assert.isTrue(yield* sessions.end(learner, one.session.id))
      assert.isFalse(yield* sessions.end(learner, one.session.id))
      assert.deepStrictEqual(yield* sessions.find(one.secrets.access, january(1)), Option.none())
      assert.deepStrictEqual(yield* sessions.list(learner, january(2)), [other.session])
    })
  )

  it.effect("ends all sessions of a learner and revokes their tokens, and nobody else's", () =>
    Effect.gen(function* () {
      const [sessions, tokens] = [yield* SessionStore, yield* ApiTokenStore]
      const [learner, bystander] = [yield* newLearner, yield* newLearner]
      const { secrets } = yield* newSession(learner)
      yield* newToken(learner)
      const [theirs, { token }] = [yield* newSession(bystander), yield* newToken(bystander)]
      yield* sessions.endAll(learner)
      assert.deepStrictEqual(yield* sessions.find(secrets.access, january(1)), Option.none())
      assert.deepStrictEqual(yield* tokens.list(learner), [])
      assert.deepStrictEqual(yield* sessions.list(bystander, january(1)), [theirs.session])
      assert.deepStrictEqual(yield* tokens.list(bystander), [token])
    })
  )

  it.effect("removes sessions that expired before then, and no others", () =>
    Effect.gen(function* () {
      const sessions = yield* SessionStore
      const learner = yield* newLearner
      const old = yield* newSession(learner, DateTime.subtract(january(1), { days: 300 }))
      const lasting = yield* newSession(learner)
      assert.isAtLeast(yield* sessions.purge(january(1)), 1)
      assert.strictEqual(yield* sessions.purge(january(1)), 0)
      assert.deepStrictEqual(yield* sessions.ofRefresh(old.secrets.refresh), Option.none())
      assert.deepStrictEqual(yield* sessions.ofRefresh(lasting.secrets.refresh), Option.some(lasting.session))
    })
  )
}
