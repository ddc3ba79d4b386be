/**
 * What every `ApiTokenStore` must do: a token works until it ends, for whoever shows its secret.
 */
import { assert, it, type Vitest } from "@effect/vitest"
import { DateTime, Effect, type Layer, Option } from "effect"
import { ApiToken, ApiTokenNotFound, TooManyTokens } from "../../domain/accounts/ApiToken.ts"
import { ApiTokenStore } from "../../ports/accounts/ApiTokenStore.ts"
import { january, newLearner } from "../fixtures.ts"
import { type AccountPorts, makeToken, newDigest, newToken } from "./accounts.ts"

type It = Vitest.MethodsNonLive<AccountPorts>

export const suite = <E>(adapter: string, layer: Layer.Layer<AccountPorts, E>): void =>
  it.layer(layer, { timeout: "60 seconds" })(`an ApiTokenStore (${adapter})`, (it) => {
    finds(it)
    limitsTokens(it)
    keepsApart(it)
  })

const finds = (it: It): void => {
  it.effect("finds a token by the digest of its secret, and notes its use to the hour", () =>
    Effect.gen(function* () {
      const tokens = yield* ApiTokenStore
      const { digest, token } = yield* newToken(yield* newLearner, { scopes: ["read", "study"] })
      const at = DateTime.add(january(2), { minutes: 34, seconds: 56 })
      const used = ApiToken.make({ ...token, lastUsedAt: january(2) })
      assert.deepStrictEqual(yield* tokens.find(digest, at), Option.some(used))
      assert.deepStrictEqual(yield* tokens.list(token.userId), [used])
      assert.deepStrictEqual(yield* tokens.find(yield* newDigest, at), Option.none())
    })
  )

  it.effect("notes no use before the token was made, also within the hour", () =>
    Effect.gen(function* () {
      const tokens = yield* ApiTokenStore
      const createdAt = DateTime.add(january(2), { minutes: 20 })
      const { digest, token } = yield* newToken(yield* newLearner, { createdAt })
      const used = ApiToken.make({ ...token, lastUsedAt: createdAt })
      for (const minutes of [21, 59]) {
        assert.deepStrictEqual(yield* tokens.find(digest, DateTime.add(january(2), { minutes })), Option.some(used))
      }
      assert.deepStrictEqual(yield* tokens.list(token.userId), [used])
      const later = ApiToken.make({ ...token, lastUsedAt: DateTime.add(january(2), { hours: 1 }) })
      assert.deepStrictEqual(yield* tokens.find(digest, DateTime.add(january(2), { minutes: 61 })), Option.some(later))
    })
  )

  it.effect("finds no token that has ended", () =>
    Effect.gen(function* () {
      const tokens = yield* ApiTokenStore
      const { digest, token } = yield* newToken(yield* newLearner, { expiresAt: january(3) })
      assert.isTrue(Option.isSome(yield* tokens.find(digest, january(2))))
      assert.deepStrictEqual(yield* tokens.find(digest, january(3)), Option.none())
      assert.lengthOf(yield* tokens.list(token.userId), 1)
    })
  )
}

const limitsTokens = (it: It): void => {
  it.effect("keeps to the limit under twenty writers at once", () =>
    Effect.gen(function* () {
      const tokens = yield* ApiTokenStore
      const learner = yield* newLearner
      const insert = Effect.gen(function* () {
        const [token, digest] = [yield* makeToken(learner), yield* newDigest]
        return yield* Effect.result(tokens.insert(token, digest, 5))
      })
      const outcomes = yield* Effect.all(
        Array.from({ length: 20 }, () => insert),
        { concurrency: "unbounded" }
      )
      const refused = outcomes.filter((outcome) => outcome._tag === "Failure").map(({ failure }) => failure)
      assert.deepStrictEqual(
        refused,
        refused.map(() => TooManyTokens.make({ limit: 5 }))
      )
      assert.lengthOf(refused, 15)
      assert.lengthOf(yield* tokens.list(learner), 5)
    })
  )

  it.effect("counts no tokens that have ended", () =>
    Effect.gen(function* () {
      const tokens = yield* ApiTokenStore
      const learner = yield* newLearner
      yield* newToken(learner, { expiresAt: january(2) })
      const late = yield* makeToken(learner, { createdAt: january(2) })
      yield* tokens.insert(late, yield* newDigest, 1)
      assert.lengthOf(yield* tokens.list(learner), 2)
    })
  )
}

const keepsApart = (it: It): void => {
  it.effect("lists a learner's tokens, oldest first", () =>
    Effect.gen(function* () {
      const tokens = yield* ApiTokenStore
      const learner = yield* newLearner
      const newer = yield* newToken(learner, { createdAt: january(2) })
      const older = yield* newToken(learner, { createdAt: january(1), expiresAt: january(9) })
      yield* newToken(yield* newLearner)
      assert.deepStrictEqual(yield* tokens.list(learner), [older.token, newer.token])
    })
  )

  it.effect("removes a token for its learner alone", () =>
    Effect.gen(function* () {
      const tokens = yield* ApiTokenStore
      const { digest, token } = yield* newToken(yield* newLearner)
      const { id, userId } = token
      const gone = ApiTokenNotFound.make({ id })
      assert.deepStrictEqual(yield* Effect.flip(tokens.remove(yield* newLearner, id)), gone)
      yield* tokens.remove(userId, id)
      assert.deepStrictEqual(yield* tokens.find(digest, january(1)), Option.none())
      assert.deepStrictEqual(yield* Effect.flip(tokens.remove(userId, id)), gone)
    })
  )
}
