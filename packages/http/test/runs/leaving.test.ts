/**
 * Who watches a run, and is known no more.
 */
import { assert, it } from "@effect/vitest"
import { allScopes, ApiTokenId, ApiTokens, Runs, type Sessions, UserId } from "@loopi/core"
import { AccountAuthentication, Authenticating, type Authentication, Server } from "@loopi/http"
import { DateTime, type Duration, Effect, Layer, Redacted, Stream } from "effect"
import { askWith, newPerson, signedIn } from "../accounts/people.ts"
import { InMemory, serve } from "../app.ts"
import { runUnderWay, started } from "../runUnderWay.ts"

const Endless = Layer.mock(Runs)({
  get: () => Effect.succeed(runUnderWay),
  watch: () => Stream.concat(Stream.make(started), Stream.never)
})

const served = (authentication: Layer.Layer<Authentication, never, Sessions>, every: Duration.Input) =>
  serve(Layer.merge(InMemory, Endless), {
    authentication: Layer.provide(authentication, Layer.succeed(Authenticating.LookAgain, every))
  })

/** Watches. The end comes from the server alone. */
const watching = Effect.fnUntraced(function* (secret: Redacted.Redacted) {
  const headers = { authorization: `Bearer ${Redacted.value(secret)}` }
  const url = `${yield* Server.address}/api/runs/${runUnderWay.id}/events`
  const response = yield* Effect.promise((signal) => fetch(url, { headers, signal }))
  assert.strictEqual(response.status, 200)
  return { ended: Effect.promise(() => response.text()) }
})

it.layer(served(AccountAuthentication.layer, "20 millis"), { excludeTestServices: true, timeout: "60 seconds" })(
  "a watch",
  (it) => {
    it.effect("ends when whoever watches signs out", () =>
      Effect.gen(function* () {
        const { access } = yield* signedIn(yield* newPerson)
        const { ended } = yield* watching(access)
        assert.strictEqual((yield* askWith(access, "/api/auth/signout", { method: "POST" })).status, 204)
        assert.include(yield* ended, "event: started")
      })
    )

    it.effect("ends when its token is revoked, and that of another token goes on", () =>
      Effect.gen(function* () {
        const { access, session, user } = yield* signedIn(yield* newPerson)
        const credential = { kind: "session", sessionId: session.id, expiresAt: session.accessExpiresAt } as const
        const principal = { userId: user.id, scopes: allScopes, credential }
        const tokens = yield* ApiTokens
        const create = (name: string) => tokens.create(principal, { name, scopes: ["read"] })
        const [one, other] = [yield* create("one"), yield* create("other")]
        const [{ ended }, { ended: goesOn }] = [yield* watching(one.secret), yield* watching(other.secret)]
        assert.strictEqual((yield* askWith(access, `/api/tokens/${one.token.id}`, { method: "DELETE" })).status, 204)
        const first = Effect.raceFirst(Effect.as(ended, "the revoked one"), Effect.as(goesOn, "the other"))
        assert.strictEqual(yield* first, "the revoked one")
      })
    )
  }
)

/** Whoever shows anything is known for a moment. */
const ForAMoment = Authenticating.layer(
  Effect.succeed(({ secret }) =>
    Effect.map(DateTime.now, (now) => {
      if (secret === undefined) return undefined
      const tokenId = ApiTokenId.make("00000000-0000-7000-8000-00000000000c")
      const credential = { kind: "token", tokenId, expiresAt: DateTime.add(now, { milliseconds: 200 }) } as const
      return { userId: UserId.make(Redacted.value(secret)), scopes: allScopes, credential }
    })
  )
)

it.layer(served(ForAMoment, "1 hour"), { excludeTestServices: true })("a watch by what expires", (it) => {
  it.effect("ends when it does", () =>
    Effect.gen(function* () {
      const { ended } = yield* watching(Redacted.make(runUnderWay.userId))
      assert.include(yield* ended, "event: started")
    })
  )
})
