import { assert, layer } from "@effect/vitest"
import { UserId } from "@loopi/core"
import { TokenAuthentication } from "@loopi/http"
import { Effect, Redacted } from "effect"
import { InMemory, serve } from "../app.ts"
import { ask } from "../ask.ts"
import { assertProblem } from "../problems.ts"

const token = "loopi_a-token-nobody-else-knows"
const userId = UserId.make("00000000-0000-4000-8000-0000000000aa")
const authentication = TokenAuthentication.layer({ token: Redacted.make(token), userId })
const Guarded = serve(InMemory, { authentication })

const bearing = (authorization: string) => ask("/api/goals", { headers: { authorization } })

layer(Guarded, { excludeTestServices: true })("a token", (it) => {
  it.effect("opens the door", () =>
    Effect.gen(function* () {
      assert.strictEqual((yield* bearing(`Bearer ${token}`)).status, 200)
      assert.strictEqual((yield* bearing(`bearer ${token}`)).status, 200)
    })
  )

  it.effect("makes what is created belong to its learner", () =>
    Effect.gen(function* () {
      const headers = { authorization: `Bearer ${token}` }
      const created = yield* ask("/api/goals", { method: "POST", body: { title: "Sail" }, headers })
      assert.strictEqual(created.json["userId"], userId)
    })
  )

  it.effect("does not open it when a single character differs, or is missing", () =>
    Effect.gen(function* () {
      const wrong = ["", "x", token.slice(1), `${token}x`, token.toUpperCase(), `${token.slice(0, -1)}X`]
      for (const other of wrong) assertProblem(yield* bearing(`Bearer ${other}`), "unauthenticated")
      for (const header of ["", token, `Basic ${token}`, `Token ${token}`, "Bearer"]) {
        assertProblem(yield* bearing(header), "unauthenticated")
      }
    })
  )

  it.effect("is asked for, in the words of the standard", () =>
    Effect.gen(function* () {
      assert.strictEqual((yield* bearing("")).headers["www-authenticate"], "Bearer")
    })
  )

  it.effect("is asked for before a body is looked at", () =>
    Effect.gen(function* () {
      const headers = { authorization: "Bearer wrong" }
      const answered = yield* ask("/api/goals", { method: "POST", raw: "{".repeat(10_000), headers })
      assertProblem(answered, "unauthenticated")
    })
  )

  it.effect("is not needed for the health check and the documentation", () =>
    Effect.gen(function* () {
      const headers = { authorization: "" }
      assert.deepStrictEqual((yield* ask("/api/health", { headers })).json, { status: "ok" })
      assert.strictEqual((yield* ask("/openapi.json", { headers })).status, 200)
      assert.strictEqual((yield* ask("/docs", { headers })).status, 200)
    })
  )
})
