/**
 * What pages of other origins may ask, by what browsers are told.
 */
import { assert, it } from "@effect/vitest"
import { Effect } from "effect"
import { InMemory, serve } from "../app.ts"
import { ask } from "../ask.ts"
import { assertProblem } from "../problems.ts"

const friend = "https://app.example"
const from = (origin: string) => ({ headers: { origin } })
const preflight = (origin: string) => ({
  method: "OPTIONS",
  headers: { origin, "access-control-request-method": "PATCH", "access-control-request-headers": "b3, if-match" }
})

it.layer(serve(InMemory, { server: { port: 0, corsOrigins: [friend] } }), { excludeTestServices: true })(
  "a server with a friend among the origins",
  (it) => {
    it.effect("lets it ask with cookies and read the answer, its failures too", () =>
      Effect.gen(function* () {
        for (const path of ["/api/goals", "/api/goals/nonsense", "/nowhere"]) {
          const { headers } = yield* ask(path, from(friend))
          assert.strictEqual(headers["access-control-allow-origin"], friend, path)
          assert.strictEqual(headers["access-control-allow-credentials"], "true")
          assert.strictEqual(headers["vary"], "Origin")
        }
      })
    )

    it.effect("lets it ask before it asks, without a token", () =>
      Effect.gen(function* () {
        const asked = preflight(friend)
        const { headers, status } = yield* ask("/api/goals", {
          ...asked,
          headers: { ...asked.headers, authorization: "" }
        })
        assert.strictEqual(status, 204)
        assert.strictEqual(headers["access-control-allow-origin"], friend)
        assert.include(headers["access-control-allow-methods"], "PATCH")
        // What the derived client sends with every request must be among them.
        for (const name of ["b3", "if-match", "traceparent"])
          assert.include(headers["access-control-allow-headers"]?.split(", ") ?? [], name)
      })
    )

    it.effect("tells nobody else that they may, and never everybody", () =>
      Effect.gen(function* () {
        for (const origin of [
          "https://evil.example",
          "null",
          "https://app.example.evil.example",
          "http://app.example"
        ]) {
          for (const asked of [from(origin), preflight(origin)]) {
            const { headers } = yield* ask("/api/goals", asked)
            assert.isUndefined(headers["access-control-allow-origin"], origin)
            assert.isUndefined(headers["access-control-allow-credentials"])
            assert.strictEqual(headers["vary"], "Origin")
          }
        }
      })
    )
  }
)

it.layer(serve(InMemory), { excludeTestServices: true })("a server without", (it) => {
  it.effect("says nothing of origins", () =>
    Effect.gen(function* () {
      const { headers } = yield* ask("/api/goals", from(friend))
      assert.isUndefined(headers["access-control-allow-origin"])
      assertProblem(yield* ask("/api/goals", preflight(friend)), "method_not_allowed")
    })
  )
})
