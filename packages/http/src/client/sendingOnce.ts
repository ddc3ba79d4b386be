/**
 * Sends what changes something under a key, so that it may be sent again when its answer is lost: it is done once.
 */
import { Ids } from "@loopi/core"
import { Effect } from "effect"
import { HttpClient, type HttpClientError, HttpClientRequest } from "effect/http"
import { keyHeader } from "../idempotency/Idempotency.ts"

export const sendingOnce = (client: HttpClient.HttpClient): HttpClient.HttpClient =>
  HttpClient.make((request) =>
    isKeyed(request)
      ? Effect.flatMap(keyed(request), (named) =>
          client.execute(named).pipe(
            // An answer is there when it is there to its end.
            Effect.tap((response) => response.arrayBuffer),
            Effect.retry({ times: 1, while: isLost })
          )
        )
      : client.execute(request)
  )

/** Who signs in, or stays so, is nobody whose keys could be kept. */
const isKeyed = ({ method, url }: HttpClientRequest.HttpClientRequest): boolean =>
  method === "POST" && !/\/api\/auth\//.test(url)

/** Under the key that the caller chose, or a new one. */
const keyed = (request: HttpClientRequest.HttpClientRequest) =>
  keyHeader in request.headers
    ? Effect.succeed(request)
    : Effect.map(
        Ids.use(({ next }) => next),
        (key) => HttpClientRequest.setHeader(request, keyHeader, key)
      )

/** The connection ended before the answer did. */
const isLost = ({ reason }: HttpClientError.HttpClientError): boolean =>
  reason._tag === "TransportError" || reason._tag === "DecodeError"
