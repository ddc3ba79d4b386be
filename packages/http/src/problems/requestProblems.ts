/**
 * What can be wrong with a request, whoever sends it and whatever it asks for.
 */
import type { ProblemKind } from "./ProblemKind.ts"

export const requestProblemKinds = {
  invalid_input: {
    status: 400,
    title: "Invalid input",
    detail: "Some of what was sent is not as the endpoint expects it.",
    whatToDo: "Correct the fields named in `errors` and send the request again."
  },
  invalid_json: {
    status: 400,
    title: "Not JSON",
    detail: "The body is not JSON in UTF-8.",
    whatToDo: "Send one JSON value, encoded as UTF-8."
  },
  invalid_cursor: {
    status: 400,
    title: "Not a cursor",
    detail: "The cursor was not given for this list, or not to you.",
    whatToDo: "Begin with the first page, without `cursor`."
  },
  malformed_request: {
    status: 400,
    title: "Malformed request",
    detail: "The request does not follow HTTP.",
    whatToDo: "Send it by a client that speaks HTTP/1.1."
  },
  route_not_found: {
    status: 404,
    title: "No such address",
    detail: "Nothing is served under this address.",
    whatToDo: "See /docs for all that is."
  },
  method_not_allowed: {
    status: 405,
    title: "Method not allowed",
    detail: "This address does not know the method.",
    whatToDo: "Use one of the methods in the header `Allow`."
  },
  request_timeout: {
    status: 408,
    title: "Too slow",
    detail: "The request did not arrive in time.",
    whatToDo: "Send it again."
  },
  body_too_large: {
    status: 413,
    title: "Body too large",
    detail: "The body has more than 256 KiB.",
    whatToDo: "Send less at once; split long notes."
  },
  unsupported_media_type: {
    status: 415,
    title: "Unsupported media type",
    detail: "Only JSON is read here.",
    whatToDo: "Send the header `Content-Type: application/json`."
  },
  wrong_host: {
    status: 421,
    title: "Misdirected request",
    detail: "This server does not go by the name it was asked for by.",
    whatToDo: "Ask for it by its own name. On your own machine that is localhost; elsewhere LOOPI_HOSTS names it."
  },
  too_deep: {
    status: 422,
    title: "Nested too deep",
    detail: "The body is nested deeper than 64 levels.",
    whatToDo: "Send what the documentation names: none of it is nested so deep."
  },
  too_many_elements: {
    status: 422,
    title: "Too many elements",
    detail: "A list in the body has more than 10,000 elements.",
    whatToDo: "Send it in several parts."
  },
  headers_too_large: {
    status: 431,
    title: "Headers too large",
    detail: "The headers have more than 16 KiB.",
    whatToDo: "Send fewer: cookies of other pages of this host are the usual cause."
  }
} as const satisfies Record<string, ProblemKind>
