/**
 * When the archive is written to, and when it is tidied.
 */
import { DateTime, Duration, Effect, Schedule } from "effect"
import type { ArchiveDamaged } from "../../domain/reviews/Archive.ts"
import { ArchivingPace } from "../../ports/reviews/ArchivingPace.ts"
import type { StoreUnavailable } from "../../ports/StoreUnavailable.ts"
import { outageLog } from "../upkeep/outageLog.ts"

export interface ArchivingWork {
  readonly drain: Effect.Effect<number, ArchiveDamaged | StoreUnavailable>
  readonly compact: (tolerated: number) => Effect.Effect<void, ArchiveDamaged | StoreUnavailable>
  /** Whether as many reviews wait as go at once. */
  readonly isFull: Effect.Effect<boolean, StoreUnavailable>
}

/** More small pieces than this make reading slow: each batch is one. */
const mostPieces = 32

const tidyEvery = Duration.hours(24)

/** Once nobody reads any more what tidying replaced, it can go. */
const sweepAfter = Duration.minutes(15)

export const archivingRounds = ({ compact, drain, isFull }: ArchivingWork): Effect.Effect<never> =>
  Effect.gen(function* () {
    const { atLeastEvery, lookEvery } = yield* ArchivingPace
    const outage = outageLog(
      "Reviews stay in the journal, as the archive cannot be written to; everything else works.",
      "Reviews are archived again."
    )
    // A program that only does one thing and ends leaves moving to those that stay.
    let drainedAt = yield* DateTime.now
    let tidiedAt = drainedAt
    let isSwept = true

    const round = Effect.gen(function* () {
      const now = yield* DateTime.now
      const isTime = isPast(now, drainedAt, atLeastEvery)
      if (!isTime && !(yield* isFull)) return
      drainedAt = now
      const moved = yield* drain
      yield* outage.over

      if (isPast(now, tidiedAt, tidyEvery)) {
        tidiedAt = now
        isSwept = false
        return yield* compact(1)
      }
      if (!isSwept && isPast(now, tidiedAt, sweepAfter)) {
        isSwept = true
        return yield* compact(-1)
      }
      if (moved > 0) yield* compact(mostPieces)
    })

    return yield* round.pipe(
      Effect.catch(outage.begun),
      Effect.repeat(Schedule.spaced(lookEvery)),
      Effect.andThen(Effect.never)
    )
  })

const isPast = (now: DateTime.Utc, before: DateTime.Utc, wait: Duration.Duration): boolean =>
  DateTime.isGreaterThanOrEqualTo(now, DateTime.addDuration(before, wait))
