import { Context, type DateTime, type Effect, type Option } from "effect"
import type { ArchivePoint } from "../../domain/reviews/Archive.ts"
import type { Review } from "../../domain/reviews/Review.ts"
import type { StoreUnavailable } from "../StoreUnavailable.ts"

/** What one turn at the archive is given. */
export interface DrainBatch {
  /** Reviews the archive does not hold as far as is recorded. */
  readonly reviews: ReadonlyArray<Review>
  /** The last point recorded; `null` before the first time. */
  readonly recorded: ArchivePoint | null
}

export interface DrainTurn {
  /** The point recorded now. */
  readonly point: ArchivePoint
  /** How many reviews were moved. */
  readonly archived: number
}

/** How much waits for the archive. */
export interface DrainBacklog {
  readonly waiting: number
  /** When the oldest of them came in; `null` when none waits. */
  readonly since: DateTime.Utc | null
}

/**
 * The outflow of the journal into the archive, for one writer at a time, whoever it is.
 *
 * **Details**
 *
 * A turn takes the reviews themselves and marks exactly those: numbers become visible out of order, so "everything up
 * to" would leave some behind for ever.
 */
export class ReviewDrain extends Context.Service<
  ReviewDrain,
  {
    /**
     * One turn: `keep` puts up to `limit` reviews into the archive; the point it comes to is recorded and its reviews are
     * marked as archived, both or neither. `None` while another writer has the turn.
     */
    readonly turn: <E>(
      limit: number,
      keep: (batch: DrainBatch) => Effect.Effect<ArchivePoint, E>
    ) => Effect.Effect<Option.Option<DrainTurn>, E | StoreUnavailable>
    /** Drops reviews from the journal that have been archived for long enough, and says how many. */
    readonly drop: Effect.Effect<number, StoreUnavailable>
    readonly backlog: Effect.Effect<DrainBacklog, StoreUnavailable>
    /** How many reviews that have been archived the journal still holds. */
    readonly held: Effect.Effect<number, StoreUnavailable>
    /** Marks everything the journal still holds as not archived, and records nothing: for an archive begun anew. */
    readonly reset: Effect.Effect<void, StoreUnavailable>
  }
>()("@loopi/core/ports/reviews/ReviewDrain") {}
