import { DateTime, Effect, Layer } from "effect"
import { type AnswerKept, type KeyedRequest, RequestInProgress } from "../../domain/accounts/KeyedRequest.ts"
import { IdempotencyKeyReused } from "../../domain/runs/Run.ts"
import { IdempotencyStore } from "../../ports/accounts/IdempotencyStore.ts"
import { forgetsWithLearner } from "../privacy/MemoryForgetting.ts"
import { removeWhere } from "./MemoryAccountTables.ts"

interface Answered {
  readonly userId: KeyedRequest["userId"]
  readonly fingerprint: KeyedRequest["fingerprint"]
  readonly answer: AnswerKept
  readonly at: DateTime.Utc
}

/** Keeps answers in a `Map`. There are no transactions: what is `joined` is kept right after the work. */
export const layer: Layer.Layer<IdempotencyStore> = Layer.effect(
  IdempotencyStore,
  Effect.gen(function* () {
    const answered = new Map<string, Answered>()
    yield* forgetsWithLearner("idempotency_records", answered, ({ userId }) => userId)
    const underWay = new Set<string>()

    /** What was answered, or nothing once it is the caller's to do. */
    const begin = Effect.fnUntraced(function* ({ fingerprint, ...request }: KeyedRequest) {
      const place = placeOf(request)
      const known = answered.get(place)
      if (known !== undefined && known.fingerprint !== fingerprint) return yield* IdempotencyKeyReused.make({})
      if (known !== undefined) return known.answer
      if (underWay.has(place)) return yield* RequestInProgress.make({})
      underWay.add(place)
      return undefined
    })

    return IdempotencyStore.of({
      once: (request, at, work) => {
        const place = placeOf(request)
        const { fingerprint, userId } = request
        const keep = (answer: AnswerKept) =>
          Effect.sync(() => void answered.set(place, { userId, fingerprint, answer, at }))
        const forget = Effect.sync(() => void underWay.delete(place))
        return Effect.uninterruptibleMask(
          Effect.fnUntraced(function* (restore) {
            const known = yield* begin(request)
            return known ?? (yield* restore(work).pipe(Effect.tap(keep), Effect.ensuring(forget)))
          })
        )
      },
      purge: (before) => Effect.sync(() => removeWhere(answered, ({ at }) => DateTime.isLessThan(at, before)))
    })
  })
)

/** A list as JSON: no two of them are written alike. */
const placeOf = ({ key, route, userId }: Omit<KeyedRequest, "fingerprint">): string =>
  JSON.stringify([userId, route, key])
