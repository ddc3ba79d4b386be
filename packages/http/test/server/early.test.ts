/**
 * A server whose API is not attached yet.
 */
import { assert, it } from "@effect/vitest"
import { Server } from "@loopi/http"
import { Effect, Schema } from "effect"

const Problem = Schema.fromJsonString(Schema.Struct({ code: Schema.String, status: Schema.Int }))

it.layer(Server.layer({ port: 0 }))("a server that is starting", (it) => {
  it.effect("answers 503 instead of leaving requests without an answer", () =>
    Effect.gen(function* () {
      const address = yield* Server.address
      const response = yield* Effect.promise(() => fetch(`${address}/api/goals`))
      const text = yield* Effect.promise(() => response.text())
      assert.strictEqual(response.status, 503)
      assert.strictEqual(response.headers.get("retry-after"), "1")
      assert.deepStrictEqual(yield* Schema.decodeEffect(Problem)(text), { code: "unavailable", status: 503 })
    })
  )
})
