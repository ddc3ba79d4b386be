/**
 * A key opens an answer for those alone who are known as its first sender was.
 */
import { assert, layer } from "@effect/vitest"
import { Effect, Redacted } from "effect"
import { askWith, newPerson, Open, signedIn } from "../accounts/people.ts"
import { assertProblem } from "../problems.ts"
import { replayed } from "./sending.ts"

layer(Open, { excludeTestServices: true, timeout: "60 seconds" })("the answer that holds a secret", (it) => {
  it.effect("is given again to the session it was given to, and to no token of the same learner", () =>
    Effect.gen(function* () {
      const { access } = yield* signedIn(yield* newPerson)
      const body = { name: "A program", scopes: ["read", "account"] }
      const create = (secret: Redacted.Redacted, key: string) =>
        askWith(secret, "/api/tokens", { method: "POST", body, headers: { "idempotency-key": key } })
      const made = yield* create(access, "first")
      const weaker = Redacted.make(String(made.json["secret"]))
      yield* create(access, "second")

      const again = yield* create(access, "second")
      assert.deepStrictEqual([again.status, replayed(again)], [201, true], again.text)
      assertProblem(yield* create(weaker, "second"), "session_required")
    })
  )

  it.effect("is given again to tokens with the same scopes, and to no others", () =>
    Effect.gen(function* () {
      const { access } = yield* signedIn(yield* newPerson)
      const newToken = (...scopes: ReadonlyArray<string>) =>
        Effect.map(
          askWith(access, "/api/tokens", { method: "POST", body: { name: "A program", scopes } }),
          ({ json }) => Redacted.make(String(json["secret"]))
        )
      assert.isFalse(replayed(yield* send(yield* newToken("read", "write"))))
      assert.isTrue(replayed(yield* send(yield* newToken("write", "read"))))
      assertProblem(yield* send(yield* newToken("write")), "idempotency_key_reused")
      assertProblem(yield* send(access), "idempotency_key_reused")
    })
  )
})

const send = (secret: Redacted.Redacted) =>
  askWith(secret, "/api/goals", { method: "POST", body: { title: "Sail" }, headers: { "idempotency-key": "k" } })
