/**
 * Looks whether the archive holds what was recorded (I1), by reading all of it.
 */
import { Effect, Option, Stream } from "effect"
import type { ArchivePoint } from "../domain/reviews/Archive.ts"
import { Finding } from "../domain/upkeep/Finding.ts"
import type { Inspected, Inspection } from "../ports/upkeep/Inspections.ts"
import { ReviewArchive } from "../ports/reviews/ReviewArchive.ts"
import { ReviewDrain } from "../ports/reviews/ReviewDrain.ts"
import type { StoreUnavailable } from "../ports/StoreUnavailable.ts"

/** What the archive has lost only a backup has: no finding is repairable. */
export const inspectArchive: Effect.Effect<Inspection, never, ReviewArchive | ReviewDrain> = Effect.gen(function* () {
  const archive = yield* ReviewArchive
  const { turn } = yield* ReviewDrain

  // As before every batch: what was never recorded is undone, and what was never begun is begun.
  const recorded = turn(0, (batch) => (batch.recorded === null ? archive.create : archive.settle(batch.recorded)))

  const readThrough = ({ reviews }: ArchivePoint) =>
    // More have come meanwhile, perhaps.
    Effect.map(archive.count, (left) =>
      left >= reviews ? sound(left) : damaged(`${left} of ${reviews} reviews are left in it`)
    )

  const examined = recorded.pipe(
    Effect.flatMap(
      Option.match({
        // Whoever has the turn has just found it in order.
        onNone: () => Effect.succeed(sound(0)),
        onSome: ({ point }) =>
          readThrough(point).pipe(
            Effect.catchTag("StoreUnavailable", ({ cause }) =>
              Effect.succeed(damaged(`it cannot be read: ${String(cause)}`))
            )
          )
      })
    ),
    Effect.catchTag("ArchiveDamaged", ({ message }) => Effect.succeed(damaged(message)))
  )

  const examine: Stream.Stream<Inspected, StoreUnavailable> = Stream.fromEffect(examined)
  return { invariants: ["I1"], examine }
})

const sound = (checked: number): Inspected => ({ invariant: "I1", checked, findings: [] })

const damaged = (what: string): Inspected => ({
  invariant: "I1",
  checked: 0,
  findings: [
    Finding.make({ invariant: "I1", table: "review archive", userId: null, rowId: "reviews", what, repairable: false })
  ]
})
