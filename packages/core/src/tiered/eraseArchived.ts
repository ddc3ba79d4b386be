/**
 * Removes the reviews of learners from the archive. Whoever was moving some there when the journal forgot them is through
 * with it before this has its turn, and nobody moves them again.
 */
import { Effect, Option, Schedule } from "effect"
import type { ArchiveDamaged, ArchivePoint } from "../domain/reviews/Archive.ts"
import type { UserId } from "../domain/users/User.ts"
import type { Eraser } from "../ports/privacy/Erasers.ts"
import { ReviewArchive } from "../ports/reviews/ReviewArchive.ts"
import { type DrainBatch, ReviewDrain } from "../ports/reviews/ReviewDrain.ts"
import { StoreUnavailable } from "../ports/StoreUnavailable.ts"

export const eraseArchived: Effect.Effect<Eraser, never, ReviewArchive | ReviewDrain> = Effect.gen(function* () {
  const archive = yield* ReviewArchive
  const { turn } = yield* ReviewDrain

  const inTurn = (change: (at: ArchivePoint) => Effect.Effect<ArchivePoint, ArchiveDamaged | StoreUnavailable>) =>
    turn(0, ({ recorded }: DrainBatch) => (recorded === null ? archive.create : change(recorded))).pipe(
      Effect.catchTag("ArchiveDamaged", (damaged) => Effect.fail(unavailable(damaged.message))),
      Effect.flatMap(Option.match({ onNone: () => Effect.fail(unavailable(taken)), onSome: () => Effect.void })),
      // A turn takes seconds at most.
      Effect.retry({ times: 50, schedule: everyTenth, while: ({ cause }) => cause === taken })
    )

  /** Whether that was all: else the state it came to is recorded, and swept the next time. */
  const swept = Effect.suspend(() => {
    let isAll = false
    const sweeping = (at: ArchivePoint) =>
      Effect.tap(archive.sweep(at), ({ version }) => Effect.sync(() => void (isAll = version === at.version)))
    return Effect.map(inTurn(sweeping), () => isAll)
  })

  return {
    place: "archived_reviews",
    count: archive.countOf,
    erase: Effect.fn("Privacy.eraseArchived")(function* (userIds: ReadonlyArray<UserId>) {
      yield* inTurn((at) => archive.erase(at, userIds))
      if (!(yield* Effect.repeat(swept, { until: (isAll) => isAll, times: 5 }))) {
        return yield* unavailable("the archive is written to all the time")
      }
    })
  }
})

const taken = "another writer has the turn at the archive"

const everyTenth = Schedule.spaced("100 millis")

const unavailable = (cause: string) => StoreUnavailable.make({ operation: "Privacy.eraseArchived", cause })
