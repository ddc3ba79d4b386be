/**
 * Tells callers which of the fields they sent do not decode, and nobody what we failed to encode.
 */
import { Effect, type Layer, SchemaIssue } from "effect"
import { type HttpApiError, HttpApiMiddleware } from "effect/http-api"
import { Decoding } from "./Guards.ts"
import { fail, type FieldError } from "../problems/Problem.ts"

export const layer: Layer.Layer<Decoding> = HttpApiMiddleware.layerSchemaErrorTransform(Decoding, (error) => {
  const slot = slots[error.kind]
  if (slot !== undefined) return fail("invalid_input", { errors: fieldErrors(slot, error) })
  return Effect.andThen(Effect.logError("an answer does not encode", error.cause), fail("internal_error"))
})

const slots: Partial<Record<HttpApiError.HttpApiSchemaError["kind"], string>> = {
  Params: "params",
  Query: "query",
  Headers: "headers",
  Payload: "body"
}

const fieldErrors = (slot: string, error: HttpApiError.HttpApiSchemaError): ReadonlyArray<FieldError> =>
  format(error.cause.issue)
    .issues.slice(0, mostErrors)
    .map(({ message, path = [] }) => ({
      path: [slot, ...path.map(segmentOf)].join(".").slice(0, mostCharacters),
      message: message.slice(0, mostCharacters)
    }))

const format = SchemaIssue.makeFormatterStandardSchemaV1()

const segmentOf = (segment: PropertyKey | { readonly key: PropertyKey }): string =>
  String(typeof segment === "object" ? segment.key : segment)

// A hostile body could have us answer with as much as it sent.
const mostErrors = 20
const mostCharacters = 200
