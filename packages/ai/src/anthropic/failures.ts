/**
 * What a provider's errors mean to us: the reason, and whether another try may go well.
 */
import { APIConnectionError, APIConnectionTimeoutError, APIError } from "@anthropic-ai/sdk"
import { AuthorFailed, type AuthorFailure } from "@loopi/core"
import { retryAfterMs } from "./retryAfter.ts"

/** What is known of an error, whether it came as a status or as an event in a stream. */
export interface ProviderError {
  readonly status?: number | undefined
  readonly type?: string | null | undefined
  readonly code?: string | null | undefined
  readonly message?: string | null | undefined
  readonly retryAfterMs?: number | undefined
  readonly requestId?: string | null | undefined
}

const retryableReasons: ReadonlySet<AuthorFailure> = new Set([
  "rate_limited",
  "overloaded",
  "cut_off",
  "timed_out",
  "unreachable"
])

export const failed = (reason: AuthorFailure, about: Pick<ProviderError, "retryAfterMs" | "requestId"> = {}) =>
  AuthorFailed.make({
    reason,
    retryable: retryableReasons.has(reason),
    ...(about.retryAfterMs === undefined ? {} : { retryAfterMs: about.retryAfterMs }),
    ...(typeof about.requestId === "string" ? { requestId: about.requestId.slice(0, 200) } : {})
  })

/** What the SDK threw, at a time in milliseconds. Nothing of its text is kept: it may quote the request. */
export const fromSdk = (thrown: unknown, now: number): AuthorFailed => {
  if (thrown instanceof APIConnectionTimeoutError) return failed("timed_out")
  if (thrown instanceof APIConnectionError) return failed("unreachable")
  if (!(thrown instanceof APIError)) return failed("malformed")
  return fromProvider({
    status: thrown.status,
    type: thrown.type,
    code: thrown.errorCode,
    message: thrown.apiMessage,
    retryAfterMs: thrown.headers === undefined ? undefined : retryAfterMs(thrown.headers, now),
    requestId: thrown.requestID
  })
}

export const fromProvider = (error: ProviderError): AuthorFailed => failed(reasonOf(error), error)

const reasonOf = (error: ProviderError): AuthorFailure => {
  if (error.code === spendLimit || error.type === spendLimit) return "spend_limit_reached"
  if (typeof error.message === "string") {
    if (/credit balance is too low/i.test(error.message)) return "spend_limit_reached"
    if (tooLong.test(error.message)) return "context_exceeded"
  }
  return byType[error.type ?? ""] ?? byStatus(error.status ?? 0)
}

const spendLimit = "enforced_spend_limit_reached"

const tooLong =
  /prompt is too long|exceeds? (?:the )?(?:available |maximum )?context|context (?:length|window|size) exceeded/i

const byType: Record<string, AuthorFailure> = {
  rate_limit_error: "rate_limited",
  overloaded_error: "overloaded",
  api_error: "overloaded",
  timeout_error: "timed_out",
  authentication_error: "credentials_refused",
  permission_error: "credentials_refused",
  billing_error: "spend_limit_reached",
  request_too_large: "context_exceeded",
  invalid_request_error: "request_refused",
  not_found_error: "request_refused"
}

const statuses: Record<number, AuthorFailure> = {
  401: "credentials_refused",
  402: "spend_limit_reached",
  403: "credentials_refused",
  408: "timed_out",
  409: "overloaded",
  413: "context_exceeded",
  429: "rate_limited",
  504: "timed_out"
}

const byStatus = (status: number): AuthorFailure =>
  statuses[status] ?? (status >= 500 ? "overloaded" : status >= 400 ? "request_refused" : "malformed")
