/**
 * Requests that may be sent again under a key of the caller's: the part of the contract that says so.
 */
import { Context } from "effect"
import { HttpApiMiddleware } from "effect/http-api"
import type { CurrentPrincipal } from "../authentication/Authentication.ts"
import { problems } from "../problems/Problem.ts"

export const keyHeader = "idempotency-key"
export const replayedHeader = "idempotency-replayed"

/**
 * How an endpoint does what it is asked once: with all it keeps and the answer kept together, or with the answer kept
 * after it, for what asks models or hashes. What begins a `run` goes by the key itself, too: who asks while it is under
 * way hears of the same run. It may depend on the body.
 */
export type Once = HowOnce | ((body: unknown) => HowOnce)
export type HowOnce = "joined" | "apart" | "run"

export class DoneOnce extends Context.Service<DoneOnce, Once>()("@loopi/http/idempotency/Idempotency/DoneOnce") {}

/** Answers a request as it was answered before, where it carries the same key. */
export class Idempotency extends HttpApiMiddleware.Service<Idempotency, { requires: CurrentPrincipal }>()(
  "@loopi/http/idempotency/Idempotency",
  { error: problems("invalid_input", "idempotency_key_reused", "request_in_progress", "store_unavailable") }
) {}
