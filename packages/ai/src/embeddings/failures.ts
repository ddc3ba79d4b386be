/**
 * What can keep an embedder from its work, and what that means for whoever asks next.
 */
import { EmbedderFailed, type EmbeddingFailure } from "@loopi/core"

/** What may pass by itself. All others stay until somebody changes something. */
const passing: ReadonlySet<EmbeddingFailure> = new Set<EmbeddingFailure>([
  "rate_limited",
  "overloaded",
  "timed_out",
  "unreachable",
  "malformed",
  "crashed"
])

/** What stays the same whatever is asked: the account, the model, this machine. */
const standing: ReadonlySet<EmbeddingFailure> = new Set<EmbeddingFailure>([
  "credentials_refused",
  "balance_exhausted",
  "model_unknown",
  "too_many_dimensions",
  "not_usable"
])

export const failed = (reason: EmbeddingFailure, retryAfterMs?: number): EmbedderFailed =>
  EmbedderFailed.make({
    reason,
    retryable: passing.has(reason),
    ...(retryAfterMs === undefined ? {} : { retryAfterMs: Math.max(0, Math.ceil(retryAfterMs)) })
  })

/** Asking again, even for other texts, would only bring the same answer. */
export const isStanding = ({ reason }: EmbedderFailed): boolean => standing.has(reason)

/** Another text of the same call may be the cause. */
export const isOfTexts = ({ reason }: EmbedderFailed): boolean => reason === "request_refused"
