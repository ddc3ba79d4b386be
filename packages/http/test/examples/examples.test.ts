/**
 * Every example of the documentation is sent to a server, and answered as the documentation says.
 */
import { assert, describe, it, layer } from "@effect/vitest"
import { MemoryMasterKeys } from "@loopi/core/memory"
import { AccountAuthentication } from "@loopi/http"
import { Effect, Layer } from "effect"
import { inMemoryBy, serve } from "../app.ts"
import * as Authors from "./authors.ts"
import { isAnswer, operations } from "./documented.ts"
import { prepared } from "./sending.ts"

const Documented = serve(Layer.provide(inMemoryBy(Authors.layer), MemoryMasterKeys.layer), {
  authentication: AccountAuthentication.layer
})

/** Where a file or a stream is answered, there is no example of it. */
const isJson = (type: string | undefined): boolean => type === "application/json"

describe("an operation of the document", () => {
  it("shows what is sent, and what is answered", () => {
    for (const { hasBody, id, request, response, type } of operations) {
      assert.strictEqual(request !== undefined, hasBody, `${id} shows a request`)
      assert.strictEqual(response !== undefined, isJson(type), `${id} shows an answer`)
    }
    assert.isAbove(operations.filter(({ method }) => method === "POST").length, 25)
  })
})

layer(Documented, { excludeTestServices: true, timeout: "60 seconds" })("the example of", (it) => {
  for (const operation of operations) {
    it.effect(`${operation.id} is answered as documented`, () =>
      Effect.gen(function* () {
        const send = yield* prepared(operation)
        const { headers, status, text } = yield* send()
        assert.strictEqual(status, operation.status, text)
        assert.strictEqual(headers["content-type"]?.split(";")[0], operation.type)
        if (isJson(operation.type)) assert.isTrue(isAnswer(operation, JSON.parse(text)), text)
      })
    )
  }
})
