/**
 * Hands a request with a key to whoever sees that it is done once, and its answer back as it was.
 */
import { IdempotencyKeyReused, KeyedRequests, type Principal, RequestInProgress, StoreUnavailable } from "@loopi/core"
import { Context, Effect, Layer, Option, Schema } from "effect"
import { HttpServerRequest, type HttpServerResponse } from "effect/http"
import type { HttpApiEndpoint, HttpApiGroup } from "effect/http-api"
import { CurrentPrincipal } from "../authentication/Authentication.ts"
import { answer } from "../problems/refusals.ts"
import { answerOf, responseOf } from "./answers.ts"
import { givenKey } from "./givenKey.ts"
import { DoneOnce, Idempotency } from "./Idempotency.ts"

export const layer: Layer.Layer<Idempotency, never, KeyedRequests> = Layer.effect(
  Idempotency,
  Effect.map(KeyedRequests, (requests) =>
    Idempotency.of((handler, options) =>
      Effect.gen(function* () {
        const request = yield* HttpServerRequest.HttpServerRequest
        const key = yield* givenKey
        if (key === undefined) return yield* handler
        const body = yield* bodyOf(request, options.endpoint)
        const how = howOf(options.endpoint, body)
        const principal = yield* CurrentPrincipal
        const content = contentOf(request, body, principal)
        const sent = { userId: principal.userId, key, route: routeOf(options), content }
        let fresh: HttpServerResponse.HttpServerResponse | undefined
        const work = Effect.flatMap(handler, (response) => answerOf((fresh = response)))
        return yield* requests.once(sent, how === "run" ? "joined" : how, work).pipe(
          Effect.map(({ answer, replayed }) => (replayed || fresh === undefined ? responseOf(answer) : fresh)),
          // Whoever is at it keeps the run under the key, so that this is the same one.
          Effect.catchIf(
            (error) => how === "run" && error instanceof RequestInProgress,
            () => handler
          ),
          Effect.catchIf(isOurs, (error) => answer(Effect.fail(error)))
        )
      })
    )
  )
)

/** The bytes that were looked at before, from memory. What nobody reads is no part of the request. */
const bodyOf = (request: HttpServerRequest.HttpServerRequest, { payload }: HttpApiEndpoint.Top) =>
  payload.size === 0
    ? Effect.succeed(new Uint8Array())
    : Effect.map(Effect.orDie(request.arrayBuffer), (buffer) => new Uint8Array(buffer))

const howOf = ({ annotations }: HttpApiEndpoint.Top, body: Uint8Array) => {
  const once = Context.getUnsafe(annotations, DoneOnce)
  return typeof once === "function" ? once(Option.getOrUndefined(readJson(new TextDecoder().decode(body)))) : once
}

const readJson = Schema.decodeOption(Schema.fromJsonString(Schema.Unknown))

interface Asked {
  readonly endpoint: HttpApiEndpoint.Top
  readonly group: HttpApiGroup.Top
}

const routeOf = ({ endpoint, group }: Asked): string => `${group.identifier}.${endpoint.identifier}`

/**
 * How the caller is known, the address, an end that neither contains, the body: two requests that differ do so here. So
 * nobody is told again what was told to whoever may do more than they: a secret, say.
 */
const contentOf = (
  { url }: HttpServerRequest.HttpServerRequest,
  body: Uint8Array,
  { credential, scopes }: Principal
): Uint8Array<ArrayBuffer> => {
  const head = [credential.kind, ...scopes.toSorted(), url].join(" ")
  return new Uint8Array([...new TextEncoder().encode(head), 0, ...body])
}

/** Told apart from what the handler fails with, which is a problem already. */
const isOurs = (error: unknown): error is IdempotencyKeyReused | RequestInProgress | StoreUnavailable =>
  error instanceof IdempotencyKeyReused || error instanceof RequestInProgress || error instanceof StoreUnavailable
