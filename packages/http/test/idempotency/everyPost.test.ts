/**
 * Every POST of the documentation, sent twice with one key: it is done once and answered alike, or says that it takes no
 * key. A new one is tested by being documented.
 */
import { assert, describe, it, layer } from "@effect/vitest"
import { MemoryMasterKeys } from "@loopi/core/memory"
import { AccountAuthentication } from "@loopi/http"
import { Context, Effect, Layer } from "effect"
import { DoneOnce } from "../../src/idempotency/Idempotency.ts"
import { inMemoryBy, serve } from "../app.ts"
import * as Authors from "../examples/authors.ts"
import { type Documented, operations } from "../examples/documented.ts"
import { prepared } from "../examples/sending.ts"
import { replayed } from "./sending.ts"

const Everything = serve(Layer.provide(inMemoryBy(Authors.layer), MemoryMasterKeys.layer), {
  authentication: AccountAuthentication.layer
})

const posts = operations.filter(({ method }) => method === "POST")

/** They keep nothing, or end the session that they are asked in. */
const keyless = new Set(["checkDuplicateGoal", "checkDuplicateFlashcard", "signOut", "signOutEverywhere"])

const isOnce = ({ endpoint }: Documented) => Context.getOrUndefined(endpoint.annotations, DoneOnce) !== undefined

describe("a POST of the document", () => {
  it("is done once for each learner and key, wherever it changes anything for who is signed in", () => {
    for (const post of posts) {
      assert.strictEqual(isOnce(post), post.isGuarded && !keyless.has(post.id), post.id)
      assert.strictEqual(post.takesKey, isOnce(post), post.id)
    }
    assert.isAbove(posts.filter(isOnce).length, 20)
  })
})

layer(Everything, { excludeTestServices: true, timeout: "60 seconds" })("sent twice with one key", (it) => {
  for (const post of posts.filter(isOnce)) {
    it.effect(`${post.id} is done once, and answered alike`, () =>
      Effect.gen(function* () {
        const send = yield* prepared(post)
        const key = { "idempotency-key": "3f0c7bb8-5a4e-4f0e-9f5f-1f2d6f5f3a10" }
        const [first, second] = [yield* send(key), yield* send(key)]
        assert.strictEqual(first.status, post.status, first.text)
        assert.strictEqual(second.status, first.status)
        assert.deepStrictEqual([replayed(first), replayed(second)], [false, true])
        assert.strictEqual(second.text, first.text)
      })
    )
  }
})
