/**
 * Somebody leaves while requests of theirs are under way, on a database that keeps nothing without its learner.
 */
import { TestPostgres } from "@loopi/postgres/testing"
import { assert, it } from "@effect/vitest"
import { CurrentPolicy, defaultPolicy } from "@loopi/core"
import { AccountAuthentication } from "@loopi/http"
import { Effect, Layer, type Redacted } from "effect"
import { over, serve } from "../../../http/test/app.ts"
import { askWith, newPerson, password, signedIn } from "../../../http/test/accounts/people.ts"

const Roomy = Layer.succeed(CurrentPolicy, { ...defaultPolicy, activeGoals: 10_000 })

const Served = serve(over(TestPostgres.layerStores()).pipe(Layer.provide(Roomy)), {
  authentication: AccountAuthentication.layer
})

it.layer(Served, { excludeTestServices: true, timeout: "60 seconds" })("who writes while they are erased", (it) => {
  it.effect("is heard until they are nobody, and it is never our mistake", () =>
    Effect.gen(function* () {
      const last = yield* Effect.forEach(["one", "two", "three", "four"], () => leaving)
      assert.deepStrictEqual([...new Set(last.flat())], ["401 unauthenticated"])
    })
  )
})

/** What each of those who wrote at once heard when it was done no more. */
const leaving = Effect.gen(function* () {
  const { access } = yield* signedIn(yield* newPerson)
  const erase = askWith(access, "/api/me", { method: "DELETE", body: { confirm: "erase everything", password } })
  const writers = ["a", "b", "c", "d", "e", "f"].map((name) => untilRefused(access, name))
  const [erased, ...last] = yield* Effect.all([Effect.map(erase, ({ status }) => `${status}`), ...writers], {
    concurrency: "unbounded"
  })
  assert.strictEqual(erased, "202")
  return last
})

const untilRefused = Effect.fnUntraced(function* (access: Redacted.Redacted, name: string) {
  for (let n = 0; ; n++) {
    // Every other one has a record of its own to keep.
    const headers = n % 2 === 0 ? {} : { "idempotency-key": `${name}${n}` }
    const body = { title: `Goal ${name}${n}` }
    const { json, status } = yield* askWith(access, "/api/goals", { method: "POST", body, headers })
    if (status !== 201) return `${status} ${String(json["code"])}`
  }
})
