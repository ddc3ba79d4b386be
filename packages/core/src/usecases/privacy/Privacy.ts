/**
 * What learners may ask for of what is kept of them: all of it, and that none of it is.
 */
import { Context, Effect, Layer, Option, Queue, type Redacted, Schedule, type Stream } from "effect"
import { kindOf, type Secret } from "../../domain/accounts/SecretToken.ts"
import { ErasureNotFound, type ErasureReceipt, receiptOf } from "../../domain/privacy/Erasure.ts"
import type { UserId, UserNotFound } from "../../domain/users/User.ts"
import type { EmbeddingIndex } from "../../ports/vectors/EmbeddingIndex.ts"
import { ErasureStore } from "../../ports/privacy/ErasureStore.ts"
import type { StoreUnavailable } from "../../ports/StoreUnavailable.ts"
import type { Stores } from "../../ports/Stores.ts"
import { digestOf, newPair } from "../accounts/secrets.ts"
import { outageLog } from "../upkeep/outageLog.ts"
import { erasing } from "./erasing.ts"
import { everything } from "./everything.ts"
import { exportLines } from "./exportLines.ts"

/** What has begun, and the code that tells ever after how it went. */
export interface ErasureBegun {
  readonly code: Redacted.Redacted
  readonly receipt: ErasureReceipt
}

export class Privacy extends Context.Service<
  Privacy,
  {
    /** Everything that is kept of a learner, as lines of JSON: those of `ExportHeader`, `ExportRow` and `ExportTrailer`. */
    readonly exportAll: (userId: UserId) => Stream.Stream<string, UserNotFound | StoreUnavailable>
    /**
     * Removes everything that is kept of a learner. The stores have nothing when this returns; vectors, the archive and
     * files that were replaced follow, whatever ends the program meanwhile.
     */
    readonly erase: (userId: UserId) => Effect.Effect<ErasureBegun, UserNotFound | StoreUnavailable>
    /** What was removed where, and what remains and why: for whoever has the code, as nobody can sign in any more. */
    readonly receipt: (code: Secret) => Effect.Effect<ErasureReceipt, ErasureNotFound | StoreUnavailable>
    /** Goes on with every erasure that is not finished, to its end. */
    readonly goOn: Effect.Effect<void, StoreUnavailable>
    /** Does so as soon as one has begun, and each minute, for as long as it is not interrupted. */
    readonly run: Effect.Effect<never>
  }
>()("@loopi/core/usecases/privacy/Privacy") {
  static readonly layer: Layer.Layer<Privacy, never, Stores | EmbeddingIndex> = Layer.effect(
    Privacy,
    Effect.gen(function* () {
      const store = yield* ErasureStore
      const { begin, goOn } = yield* erasing
      const begun = yield* Queue.sliding<void>(1)

      const erase = Effect.fn("Privacy.erase")(function* (userId: UserId) {
        const { digest, secret } = yield* newPair("erasure")
        const erasure = yield* begin(userId, digest)
        yield* Queue.offer(begun, undefined)
        return { code: secret, receipt: receiptOf(erasure) }
      })

      const receipt = Effect.fn("Privacy.receipt")(function* (code: Secret) {
        if (kindOf(code) !== "erasure") return yield* ErasureNotFound.make({})
        const found = yield* store.find(yield* digestOf(code))
        return Option.isSome(found) ? receiptOf(found.value) : yield* ErasureNotFound.make({})
      })

      const rows = yield* everything
      return Privacy.of({
        exportAll: (userId) => exportLines(rows(userId)),
        erase,
        receipt,
        goOn,
        run: running(goOn, Queue.take(begun))
      })
    })
  )

  /** Has `run` go on in the background for as long as the layer is there. */
  static readonly layerRun: Layer.Layer<never, never, Privacy> = Layer.effectDiscard(
    Privacy.use(({ run }) => Effect.forkScoped(run))
  )
}

const running = (goOn: Effect.Effect<void, StoreUnavailable>, begun: Effect.Effect<void>): Effect.Effect<never> => {
  const outage = outageLog(
    "What is kept of somebody who left could not be removed everywhere yet; it is tried again each minute.",
    "What was kept of those who left is removed everywhere."
  )
  return Effect.andThen(goOn, outage.over).pipe(
    Effect.catch(outage.begun),
    Effect.catchDefect(outage.begun),
    Effect.andThen(Effect.timeoutOption(begun, "1 minute")),
    Effect.repeat(Schedule.forever),
    Effect.andThen(Effect.never)
  )
}
