/**
 * The key that a request carries, if it carries one.
 */
import { IdempotencyKey } from "@loopi/core"
import { Effect, Option, Schema } from "effect"
import { HttpServerRequest } from "effect/http"
import { fail } from "../problems/Problem.ts"
import { keyHeader } from "./Idempotency.ts"

export const givenKey = Effect.gen(function* () {
  const { headers } = yield* HttpServerRequest.HttpServerRequest
  const header = headers[keyHeader]
  if (header === undefined) return undefined
  const message = "Expected 1 to 255 characters"
  return yield* Option.match(Schema.decodeOption(IdempotencyKey)(header), {
    onNone: () => fail("invalid_input", { errors: [{ path: `headers.${keyHeader}`, message }] }),
    onSome: Effect.succeed
  })
})
