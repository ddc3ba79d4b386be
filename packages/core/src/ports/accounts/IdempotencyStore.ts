import { Context, type DateTime, type Effect } from "effect"
import type { IdempotencyKeyReused } from "../../domain/runs/Run.ts"
import type { AnswerKept, KeyedRequest, RequestInProgress } from "../../domain/accounts/KeyedRequest.ts"
import type { StoreUnavailable } from "../StoreUnavailable.ts"

/** Keeps what was answered to requests that carry an Idempotency-Key, for as long as callers may ask again. */
export class IdempotencyStore extends Context.Service<
  IdempotencyStore,
  {
    /**
     * Does the work once for each learner, route and key, and gives the same answer ever after. The record is kept in the
     * transaction of what the work keeps, where the store has transactions: both are there or neither. Work that fails
     * leaves no record, and may be asked for again. Work that asks others, as models are, that hashes, or that counts tries
     * which count also where it fails, is `apart`: its record is kept after it, and a lease keeps others out meanwhile.
     */
    readonly once: <E, R>(
      request: KeyedRequest,
      at: DateTime.Utc,
      work: Effect.Effect<AnswerKept, E, R>,
      transaction: "joined" | "apart"
    ) => Effect.Effect<AnswerKept, E | IdempotencyKeyReused | RequestInProgress | StoreUnavailable, R>
    /** Removes what was kept before then; how many. */
    readonly purge: (before: DateTime.Utc) => Effect.Effect<number, StoreUnavailable>
  }
>()("@loopi/core/ports/accounts/IdempotencyStore") {}
