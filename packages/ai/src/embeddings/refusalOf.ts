/**
 * What a provider means by a status other than success.
 */
import type { EmbeddingFailure } from "@loopi/core"

/** The body is only read for its codes, and only where the status leaves it open: it may repeat what was sent. */
export const refusalOf = (status: number, body: string): EmbeddingFailure => {
  if (status === 402 || (saysAccount(status) && noBalance.test(body))) return "balance_exhausted"
  if (status === 401 || status === 403) return "credentials_refused"
  if (status === 429) return "rate_limited"
  if (status === 404 || (status === 400 && noModel.test(codesIn(body)))) return "model_unknown"
  if (status === 408 || status === 504) return "timed_out"
  return status >= 500 ? "overloaded" : "request_refused"
}

const saysAccount = (status: number): boolean => status === 403 || status === 429

const noBalance = /AUTHZ_INSUFFICIENT_BALANCE|insufficient_(quota|balance|funds)|billing_hard_limit|credit_balance/i

const noModel = /model_not_found|invalid_model|does not support embeddings/i

/** Values of `code`, `type` and `error`: never those of what the learner wrote. */
const codesIn = (body: string): string =>
  [...body.slice(0, 4096).matchAll(/"(?:code|type|error)"\s*:\s*"([^"]*)"/g)].map(([, code = ""]) => code).join(" ")
