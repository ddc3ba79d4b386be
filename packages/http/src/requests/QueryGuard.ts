/**
 * Refuses a query where an endpoint has none: where it has one, its schema refuses the fields nobody knows.
 */
import { Effect, Layer } from "effect"
import { HttpServerRequest } from "effect/http"
import { fail } from "../problems/Problem.ts"
import { mostCharacters, mostErrors, unexpected } from "./fieldErrors.ts"
import { KnownQuery } from "./Guards.ts"

export const layer: Layer.Layer<KnownQuery> = Layer.succeed(
  KnownQuery,
  KnownQuery.of((handler, { endpoint }) => (endpoint.query === undefined ? Effect.andThen(none, handler) : handler))
)

const none = Effect.flatMap(HttpServerRequest.HttpServerRequest, ({ url }) => {
  const from = url.indexOf("?")
  const names = new Set(from < 0 ? [] : new URLSearchParams(url.slice(from)).keys())
  if (names.size === 0) return Effect.void
  const errors = [...names].slice(0, mostErrors).map((name) => ({
    path: `query.${name}`.slice(0, mostCharacters),
    message: unexpected
  }))
  return fail("invalid_input", { errors })
})
