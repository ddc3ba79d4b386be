/**
 * Looks whether everybody who has reviews is known (I8): the reviews of somebody else would never be found or removed.
 */
import { Effect, Schema, Stream } from "effect"
import { Finding } from "../../domain/upkeep/Finding.ts"
import { UserId } from "../../domain/users/User.ts"
import type { Inspected, Inspection } from "../../ports/upkeep/Inspections.ts"
import { ReviewLog } from "../../ports/reviews/ReviewLog.ts"
import { UserStore } from "../../ports/users/UserStore.ts"

export const learners = Effect.gen(function* () {
  const users = yield* UserStore
  const log = yield* ReviewLog

  const flawsOf = (userId: UserId) =>
    // An archive is not read strictly: what has become no id at all is nobody's, and no store can be asked for it.
    Schema.is(UserId)(userId)
      ? users.get(userId).pipe(
          Effect.as([]),
          Effect.catchTag("UserNotFound", () => Effect.succeed([unknown(userId, userId)]))
        )
      : Effect.succeed([unknown(null, userId)])

  const examined = (userId: UserId) =>
    Effect.map(flawsOf(userId), (findings): Inspected => ({ invariant: "I8", checked: 1, findings }))

  return { invariants: ["I8"], examine: Stream.mapEffect(log.learners, examined) } satisfies Inspection
})

const unknown = (userId: UserId | null, rowId: string): Finding =>
  Finding.make({
    invariant: "I8",
    table: "reviews",
    userId,
    rowId,
    what: "there are reviews of somebody who is not a learner here",
    repairable: false
  })
