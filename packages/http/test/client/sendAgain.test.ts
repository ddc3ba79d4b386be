/**
 * A client whose connection is lost sends again what it asked for, and it is done once.
 */
import { assert, layer } from "@effect/vitest"
import { Goals, GoalTitle, IdempotencyKey } from "@loopi/core"
import { type ClientOptions, makeClient, Server, withKey } from "@loopi/http"
import { Effect, Layer, Redacted, Result } from "effect"
import { FetchHttpClient, HttpClient, HttpClientError, type HttpClientRequest } from "effect/http"
import { App } from "../app.ts"
import { asLearner, Me } from "../me.ts"

const payload = { title: GoalTitle.make("Sail") }
const goalsNow = Goals.use((goals) => Effect.flatMap(Me, (id) => goals.list(id)))

/** A line that loses as many answers on their way; the requests have all arrived. */
const losing = (answers: number, keys: Array<string | undefined>) => {
  let left = answers
  return Layer.effect(
    HttpClient.HttpClient,
    Effect.map(HttpClient.HttpClient, (client) =>
      HttpClient.make((request) => {
        keys.push(request.headers["idempotency-key"])
        return Effect.tap(client.execute(request), (response) =>
          left-- > 0 ? Effect.andThen(response.text, Effect.fail(lost(response.request))) : Effect.void
        )
      })
    )
  ).pipe(Layer.provide(FetchHttpClient.layer))
}

const lost = (request: HttpClientRequest.HttpClientRequest) =>
  new HttpClientError.HttpClientError({ reason: new HttpClientError.TransportError({ request }) })

const clientOn = Effect.fnUntraced(function* (lost: number, options: ClientOptions = {}) {
  const keys: Array<string | undefined> = []
  const [baseUrl, token] = [yield* Server.address, Redacted.make(yield* Me)]
  const client = yield* Effect.provide(makeClient({ baseUrl, token, ...options }), losing(lost, keys))
  return { client, keys }
})

layer(App, { excludeTestServices: true })("a client whose connection is lost", (it) => {
  it.effect("sends a request once more with its key, and has its answer", () =>
    asLearner(
      Effect.gen(function* () {
        const { client, keys } = yield* clientOn(1)
        const { id } = yield* client.goals.create({ payload })
        assert.deepStrictEqual(
          (yield* goalsNow).map((goal) => goal.id),
          [id]
        )
        assert.deepStrictEqual([keys.length, new Set(keys).size, typeof keys[0]], [2, 1, "string"])
        yield* client.goals.create({ payload })
        assert.strictEqual(new Set(keys).size, 2)
      })
    )
  )

  it.effect("says so where it is lost again", () =>
    asLearner(
      Effect.gen(function* () {
        const { client, keys } = yield* clientOn(2)
        assert.isTrue(Result.isFailure(yield* Effect.result(client.goals.create({ payload }))))
        assert.lengthOf(keys, 2)
        assert.lengthOf(yield* goalsNow, 1)
      })
    )
  )

  it.effect("goes by the key that it is given", () =>
    asLearner(
      Effect.gen(function* () {
        const { client, keys } = yield* clientOn(0)
        const create = client.goals.create({ payload }).pipe(withKey(IdempotencyKey.make("mine")))
        const first = yield* create
        assert.strictEqual((yield* create).id, first.id)
        assert.deepStrictEqual(keys, ["mine", "mine"])
      })
    )
  )

  it.effect("sends nothing again, and no keys, where it is told not to", () =>
    asLearner(
      Effect.gen(function* () {
        const { client, keys } = yield* clientOn(1, { sendAgain: false })
        assert.isTrue(Result.isFailure(yield* Effect.result(client.goals.create({ payload }))))
        assert.deepStrictEqual(keys, [undefined])
      })
    )
  )

  it.effect("does not sign in again by itself", () =>
    Effect.gen(function* () {
      const { client, keys } = yield* clientOn(1)
      assert.isTrue(Result.isFailure(yield* Effect.result(client.sessions.refresh({ payload: {} }))))
      assert.deepStrictEqual(keys, [undefined])
    })
  )
})
