/**
 * What a request must pass before a handler sees it: the part of the contract that says how it fails.
 */
import { HttpApiMiddleware } from "effect/http-api"
import { problems } from "../problems/Problem.ts"

/** Every endpoint: what was sent decodes, and what we answer encodes. */
export class Decoding extends HttpApiMiddleware.Service<Decoding>()("@loopi/http/requests/Guards/Decoding", {
  error: problems("invalid_input", "internal_error")
}) {}

/** Every endpoint: nothing stands in a query where none is read. */
export class KnownQuery extends HttpApiMiddleware.Service<KnownQuery>()("@loopi/http/requests/Guards/KnownQuery", {
  error: problems("invalid_input")
}) {}

/** Endpoints with a body: it is JSON, not too large and not too deep. */
export class JsonBody extends HttpApiMiddleware.Service<JsonBody>()("@loopi/http/requests/Guards/JsonBody", {
  error: problems("invalid_json", "body_too_large", "unsupported_media_type", "too_deep", "too_many_elements")
}) {}
