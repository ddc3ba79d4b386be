import { assert, describe, it } from "@effect/vitest"
import {
  Accounts,
  allScopes,
  ApiTokenNotFound,
  ApiTokens,
  ApiTokenStore,
  type Principal,
  SessionRequired,
  Sessions,
  SessionStore,
  type StoreUnavailable,
  TooManyTokens,
  Unauthenticated
} from "@loopi/core"
import { Context, Effect, Layer, Redacted } from "effect"
import { TestClock } from "effect/testing"
import { anotherPassword, caller, joined, password, principal, world } from "./world.ts"

const reading = { name: "Reader", scopes: ["read"] } as const

const signedIn = Effect.andThen(joined(), principal())

describe("ApiTokens", () => {
  it.effect("makes a token that shows its learner, with its scopes alone, until it ends", () =>
    Effect.gen(function* () {
      const [tokens, sessions] = [yield* ApiTokens, yield* Sessions]
      const me = yield* signedIn
      const { secret, token } = yield* tokens.create(me, { ...reading, expiresInDays: 7 })
      assert.match(Redacted.value(secret), /^loopi_pat_\w{36}$/)
      assert.strictEqual(token.lastFour, Redacted.value(secret).slice(-4))
      assert.deepStrictEqual(yield* sessions.authenticate(secret), {
        userId: me.userId,
        scopes: ["read"],
        credential: { kind: "token", tokenId: token.id, expiresAt: token.expiresAt }
      })
      yield* TestClock.adjust("7 days")
      assert.deepStrictEqual(yield* Effect.flip(sessions.authenticate(secret)), Unauthenticated.make({}))
    }).pipe(Effect.provide(world()))
  )

  it.effect("lets a token make no tokens, and nobody give more than they have", () =>
    Effect.gen(function* () {
      const [tokens, sessions] = [yield* ApiTokens, yield* Sessions]
      const me = yield* signedIn
      const { secret } = yield* tokens.create(me, { name: "Everything", scopes: allScopes })
      const withToken = yield* sessions.authenticate(secret)
      assert.deepStrictEqual(yield* Effect.flip(tokens.create(withToken, reading)), SessionRequired.make({}))
      const guest: Principal = { ...me, scopes: ["read", "account"], credential: { kind: "host" } }
      yield* tokens.create(guest, reading)
      const more = tokens.create(guest, { name: "More", scopes: ["read", "write"] })
      assert.deepStrictEqual(yield* Effect.flip(more), SessionRequired.make({}))
    }).pipe(Effect.provide(world()))
  )

  it.effect("makes no more than a learner may have", () =>
    Effect.gen(function* () {
      const tokens = yield* ApiTokens
      const me = yield* signedIn
      const first = yield* tokens.create(me, reading)
      const second = yield* tokens.create(me, { ...reading, expiresInDays: 1 })
      assert.deepStrictEqual(yield* Effect.flip(tokens.create(me, reading)), TooManyTokens.make({ limit: 2 }))
      yield* tokens.remove(me, first.token.id)
      yield* tokens.create(me, reading)
      assert.deepStrictEqual((yield* tokens.list(me.userId))[0], second.token)
    }).pipe(Effect.provide(world({ settings: { apiTokens: 2 } })))
  )

  it.effect("revokes tokens one by one, by a new password, and by signing out everywhere", () =>
    Effect.gen(function* () {
      const [tokens, sessions, accounts] = [yield* ApiTokens, yield* Sessions, yield* Accounts]
      const me = yield* signedIn
      const refuses = (secret: Redacted.Redacted) =>
        Effect.map(Effect.flip(sessions.authenticate(secret)), (error) =>
          assert.deepStrictEqual(error, Unauthenticated.make({}))
        )
      const one = yield* tokens.create(me, reading)
      yield* tokens.remove(me, one.token.id)
      yield* refuses(one.secret)
      const { id } = one.token
      assert.deepStrictEqual(yield* Effect.flip(tokens.remove(me, id)), ApiTokenNotFound.make({ id }))
      const two = yield* tokens.create(me, reading)
      yield* accounts.changePassword(me, password, anotherPassword, caller)
      yield* refuses(two.secret)
      const three = yield* tokens.create(me, reading)
      yield* sessions.signOutEverywhere(me)
      yield* refuses(three.secret)
    }).pipe(Effect.provide(world()))
  )

  it.effect("makes none for a session that ends meanwhile", () =>
    Effect.gen(function* () {
      const me = yield* signedIn
      const { endAll } = yield* SessionStore
      const { create } = yield* slowTokens(endAll(me.userId))
      assert.deepStrictEqual(yield* Effect.flip(create(me, reading)), SessionRequired.make({}))
      assert.deepStrictEqual(yield* ApiTokens.use(({ list }) => list(me.userId)), [])
    }).pipe(Effect.provide(world()))
  )
})

/** Something happens between the look at who asks and the token. */
const slowTokens = Effect.fnUntraced(function* (meanwhile: Effect.Effect<unknown, StoreUnavailable>) {
  const store = yield* ApiTokenStore
  const slow = ApiTokenStore.of({ ...store, insert: (...row) => Effect.andThen(meanwhile, store.insert(...row)) })
  const tokens = yield* Layer.build(Layer.provide(Layer.fresh(ApiTokens.layer), Layer.succeed(ApiTokenStore, slow)))
  return Context.get(tokens, ApiTokens)
})
