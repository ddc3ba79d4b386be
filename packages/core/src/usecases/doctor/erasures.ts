/**
 * Looks whether those who left are gone (I11): no erasure stands still, and nothing of them has come back.
 */
import { DateTime, Effect, Stream } from "effect"
import { Finding } from "../../domain/upkeep/Finding.ts"
import type { Erasure } from "../../domain/privacy/Erasure.ts"
import type { Inspected, Inspection } from "../../ports/upkeep/Inspections.ts"
import { ErasureStore } from "../../ports/privacy/ErasureStore.ts"
import { UserStore } from "../../ports/users/UserStore.ts"
import { erasing } from "../privacy/erasing.ts"

export const erasures = Effect.gen(function* () {
  const store = yield* ErasureStore
  const users = yield* UserStore
  const { erasers, goOn } = yield* erasing

  const hasComeBack = ({ userId }: Erasure) =>
    users.get(userId).pipe(
      Effect.as(true),
      Effect.catchTag("UserNotFound", () => Effect.succeed(false))
    )

  /** The places that have something of somebody again, or still. */
  const leftOf = ({ userId }: Erasure) =>
    Effect.map(
      Effect.forEach(erasers, ({ count, place }) => Effect.map(count(userId), (rows) => ({ place, rows }))),
      (counts) => counts.flatMap(({ place, rows }) => (rows > 0 ? [`${rows} ${place}`] : []))
    )

  const flawOf = Effect.fnUntraced(function* (erasure: Erasure) {
    const fiveMinutesAgo = DateTime.subtract(yield* DateTime.now, { minutes: 5 })
    if (erasure.finishedAt === null) {
      // What is under way is tried again each minute.
      return DateTime.isLessThan(erasure.begunAt, fiveMinutesAgo) ? "the erasure has not come to its end" : undefined
    }
    if (yield* hasComeBack(erasure)) return undefined
    const left = yield* leftOf(erasure)
    return left.length === 0 ? undefined : `there are ${left.join(" and ")} of somebody who was erased`
  })

  const examined = (erasure: Erasure) =>
    Effect.map(flawOf(erasure), (what): Inspected => {
      const { id, userId } = erasure
      const where = { invariant: "I11", table: "erasures", userId, rowId: id, repairable: true } as const
      return { invariant: "I11", checked: 1, findings: what === undefined ? [] : [Finding.make({ ...where, what })] }
    })

  const repair = Effect.fn("Doctor.repairErasures")(function* (findings: ReadonlyArray<Finding>) {
    yield* goOn
    const gone = [...new Set(findings.flatMap(({ userId }) => userId ?? []))]
    for (const { count, erase } of erasers) {
      const left = yield* Effect.filter(gone, (userId) => Effect.map(count(userId), (rows) => rows > 0))
      if (left.length > 0) yield* erase(left)
    }
  })

  return { invariants: ["I11"], examine: Stream.mapEffect(store.all, examined), repair } satisfies Inspection
})
