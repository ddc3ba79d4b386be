/**
 * Does what a learner asks for with a key of their own once, however often and wherever it is sent.
 */
import { Context, DateTime, Effect, Layer } from "effect"
import type { KeyedRequest, RequestInProgress } from "../../domain/accounts/KeyedRequest.ts"
import { SecretDigest } from "../../domain/accounts/SecretToken.ts"
import type { IdempotencyKeyReused } from "../../domain/runs/Run.ts"
import { IdempotencyStore } from "../../ports/accounts/IdempotencyStore.ts"
import type { StoreUnavailable } from "../../ports/StoreUnavailable.ts"
import { inHex, sha256 } from "../sha256.ts"
import { openAnswer, sealAnswer } from "./answerSeal.ts"

/** A request by all that tells it from others: sent again, it has the same content. */
export interface SentRequest extends Omit<KeyedRequest, "fingerprint"> {
  readonly content: Uint8Array<ArrayBuffer>
}

export interface RequestAnswer {
  readonly status: number
  readonly contentType: string | null
  readonly body: Uint8Array
}

export class KeyedRequests extends Context.Service<
  KeyedRequests,
  {
    /**
     * Does the work, or tells what it was answered with before. Work that fails may be asked for again. What asks
     * others, or hashes, is done `apart`; else all the work keeps is kept together with the answer.
     */
    readonly once: <E, R>(
      request: SentRequest,
      transaction: "joined" | "apart",
      work: Effect.Effect<RequestAnswer, E, R>
    ) => Effect.Effect<
      { readonly answer: RequestAnswer; readonly replayed: boolean },
      E | IdempotencyKeyReused | RequestInProgress | StoreUnavailable,
      R
    >
  }
>()("@loopi/core/usecases/accounts/KeyedRequests") {
  static readonly layer: Layer.Layer<KeyedRequests, never, IdempotencyStore> = Layer.effect(
    KeyedRequests,
    Effect.gen(function* () {
      const store = yield* IdempotencyStore

      const once = <E, R>(
        { content, ...sent }: SentRequest,
        transaction: "joined" | "apart",
        work: Effect.Effect<RequestAnswer, E, R>
      ) =>
        Effect.gen(function* () {
          const request = { ...sent, fingerprint: SecretDigest.make(inHex(yield* sha256(content))) }
          let ours: Uint8Array | undefined
          const sealed = Effect.gen(function* () {
            const { body, ...answer } = yield* work
            ours = yield* sealAnswer(request, body)
            return { ...answer, sealedBody: ours }
          })

          const { sealedBody, ...answer } = yield* store.once(request, yield* DateTime.now, sealed, transaction)

          const body = yield* openAnswer(request, sealedBody)
          return { answer: { ...answer, body }, replayed: sealedBody !== ours }
        })

      return KeyedRequests.of({ once })
    })
  )
}
