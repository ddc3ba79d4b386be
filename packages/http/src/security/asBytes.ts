/**
 * Has a long answer leave as bytes: those of one that is made once, as the page of the documentation is, are shared by all
 * who read it. As text each of them would have a copy of megabytes kept for them, for as long as they do not read it.
 */
import { HttpBody, HttpServerResponse } from "effect/http"

export const asBytes = (response: HttpServerResponse.HttpServerResponse): HttpServerResponse.HttpServerResponse => {
  const { body } = response
  if (body._tag !== "Uint8Array" || body.text === undefined || body.contentLength < long) return response
  return HttpServerResponse.setBody(response, HttpBody.uint8Array(body.body, body.contentType))
}

const long = 64 * 1024
