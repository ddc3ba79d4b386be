/**
 * Reads a body no further than the limit, and looks at its bytes before anything is parsed from them.
 */
import { ByteSize, Effect, Layer } from "effect"
import { HttpIncomingMessage, type HttpServerError, HttpServerRequest } from "effect/http"
import { JsonBody } from "./Guards.ts"
import { shapeFlaw } from "./shape.ts"
import { fail } from "../problems/Problem.ts"

export const maxBodyBytes = 256 * 1024
const limits = { depth: 64, elements: 10_000 }

export const layer: Layer.Layer<JsonBody> = Layer.succeed(
  JsonBody,
  JsonBody.of((handler) =>
    Effect.flatMap(HttpServerRequest.HttpServerRequest, (request) => Effect.andThen(check(request), handler))
  )
)

const check = Effect.fnUntraced(function* (request: HttpServerRequest.HttpServerRequest) {
  const { "content-length": length, "content-type": type } = request.headers
  if (type !== undefined && !jsonType.test(type)) return yield* fail("unsupported_media_type")
  if (Number(length ?? 0) > maxBodyBytes) return yield* fail("body_too_large")
  const bytes = yield* bytesOf(request)
  const flaw = shapeFlaw(bytes, limits)
  if (flaw !== undefined) return yield* fail(flaw)
  yield* Effect.try({ try: () => parse(bytes), catch: () => "not JSON" }).pipe(Effect.catch(() => fail("invalid_json")))
})

/** The request keeps the bytes, so that decoding reads them again from memory. */
const bytesOf = (request: HttpServerRequest.HttpServerRequest) =>
  request.arrayBuffer.pipe(
    Effect.provideService(HttpIncomingMessage.MaxBodySize, ByteSize.bytes(maxBodyBytes)),
    Effect.map((buffer) => new Uint8Array(buffer)),
    Effect.catch((error) => fail(isOverflow(error) ? "body_too_large" : "invalid_json"))
  )

const isOverflow = ({ reason }: HttpServerError.HttpServerError): boolean =>
  reason._tag === "RequestParseError" && reason.reason === "BodyTooLarge"

// No body at all is left to the endpoint's schema, which names what is missing.
const parse = (bytes: Uint8Array): unknown => (bytes.length === 0 ? undefined : JSON.parse(utf8.decode(bytes)))

const utf8 = new TextDecoder("utf-8", { fatal: true })

const jsonType = /^\s*application\/json\s*(?:;|$)/i
