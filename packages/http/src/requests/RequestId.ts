/**
 * Names a request, so that an answer, a log line and a question about it can be brought together.
 */
import { Ids } from "@loopi/core"
import { Context, Effect } from "effect"
import type { HttpServerRequest } from "effect/http"

/** The id of the request being answered. */
export const RequestId = Context.Reference<string>("@loopi/http/requests/RequestId", { defaultValue: () => "" })

export const requestIdHeader = "x-request-id"

/** The id the caller chose, if it is a harmless one, or a fresh one. */
export const requestIdOf = (request: HttpServerRequest.HttpServerRequest): Effect.Effect<string> => {
  const chosen = request.headers[requestIdHeader]
  return chosen !== undefined && harmless.test(chosen) ? Effect.succeed(chosen) : Ids.use((ids) => ids.next)
}

const harmless = /^[\w.-]{1,64}$/
