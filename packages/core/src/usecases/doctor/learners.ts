/**
 * Looks whether everybody who has reviews is known (I8): the reviews of somebody else would never be found or removed.
 */
import { Effect, Stream } from "effect"
import { Finding } from "../../domain/Finding.ts"
import type { UserId } from "../../domain/User.ts"
import type { Inspected, Inspection } from "../../ports/Inspections.ts"
import { ReviewLog } from "../../ports/ReviewLog.ts"
import { UserStore } from "../../ports/UserStore.ts"

export const learners = Effect.gen(function* () {
  const users = yield* UserStore
  const log = yield* ReviewLog

  const examined = (userId: UserId) =>
    users.get(userId).pipe(
      Effect.as([]),
      Effect.catchTag("UserNotFound", () => Effect.succeed([unknown(userId)])),
      Effect.map((findings): Inspected => ({ invariant: "I8", checked: 1, findings }))
    )

  return { invariants: ["I8"], examine: Stream.mapEffect(log.learners, examined) } satisfies Inspection
})

const unknown = (userId: UserId): Finding =>
  Finding.make({
    invariant: "I8",
    table: "reviews",
    userId,
    rowId: userId,
    what: "there are reviews of somebody who is not a learner here",
    repairable: false
  })
