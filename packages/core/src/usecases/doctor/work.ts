/**
 * Looks at the work on vectors that waits (I9): none has failed, and none waits though nothing holds it up.
 */
import { DateTime, Effect, Stream } from "effect"
import { Finding } from "../../domain/upkeep/Finding.ts"
import type { UserId } from "../../domain/users/User.ts"
import type { Inspected, Inspection } from "../../ports/upkeep/Inspections.ts"
import { UserStore } from "../../ports/users/UserStore.ts"
import { VectorWork, type WaitingVectorTask } from "../../ports/vectors/VectorWork.ts"

export const work = Effect.gen(function* () {
  const users = yield* UserStore
  const tasks = yield* VectorWork

  const ofLearner = Effect.fnUntraced(function* (userId: UserId) {
    const waiting = yield* tasks.waiting(userId)
    const anHourAgo = DateTime.subtract(yield* DateTime.now, { hours: 1 })
    const findings = waiting.flatMap((task) => flawOf(userId, task, anHourAgo))
    return { invariant: "I9", checked: waiting.length, findings } satisfies Inspected
  })

  /** Enqueued anew, they are tried at once, as if they had never failed. */
  const repair = Effect.fn("Doctor.repairWork")(function* (findings: ReadonlyArray<Finding>) {
    for (const userId of new Set(findings.flatMap(({ userId }) => userId ?? []))) {
      const ids = new Set(findings.filter((finding) => finding.userId === userId).map(({ rowId }) => rowId))
      for (const { id, kind } of yield* tasks.waiting(userId)) {
        if (ids.has(id)) yield* tasks.enqueue(userId, kind, [id])
      }
    }
  })

  return { invariants: ["I9"], examine: Stream.mapEffect(users.ids, ofLearner), repair } satisfies Inspection
})

const flawOf = (userId: UserId, task: WaitingVectorTask, anHourAgo: DateTime.Utc): ReadonlyArray<Finding> => {
  const { attempts, dueAt, enqueuedAt, id, kind, lastFailure } = task
  const tell = (what: string) => [
    Finding.make({
      invariant: "I9",
      table: "vector_work",
      userId,
      rowId: id,
      what: `${kind}: ${what}`,
      repairable: true
    })
  ]
  if (attempts > 0) return tell(`the work on its vector has failed ${attempts} times, last by ${lastFailure}`)
  return DateTime.isLessThan(dueAt, anHourAgo)
    ? tell(`the work on its vector waits since ${DateTime.formatIso(enqueuedAt)}`)
    : []
}
