/**
 * Answers as they are kept, and as they are given again.
 */
import type { RequestAnswer } from "@loopi/core"
import { Effect } from "effect"
import { HttpServerResponse } from "effect/http"
import { replayedHeader } from "./Idempotency.ts"

/** What is kept of an answer. Only successes are kept, and they are never streams. */
export const answerOf = ({
  body,
  headers,
  status
}: HttpServerResponse.HttpServerResponse): Effect.Effect<RequestAnswer> => {
  if (status < 200 || status > 299) return Effect.die(new Error(`An answer with status ${status} cannot be kept`))
  if (body._tag === "Empty") return Effect.succeed({ status, contentType: null, body: new Uint8Array() })
  if (body._tag !== "Uint8Array") return Effect.die(new Error(`An answer that is ${body._tag} cannot be kept`))
  const contentType = headers["content-type"] ?? body.contentType
  return Effect.succeed({ status, contentType, body: body.body })
}

export const responseOf = ({ body, contentType, status }: RequestAnswer): HttpServerResponse.HttpServerResponse => {
  const headers = { [replayedHeader]: "true" }
  return contentType === null
    ? HttpServerResponse.empty({ status, headers })
    : HttpServerResponse.uint8Array(body, { status, headers, contentType })
}
