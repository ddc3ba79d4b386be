import { Context, type Effect } from "effect"
import type { ArchiveDamaged, ArchivePoint } from "../../domain/reviews/Archive.ts"
import type { Review, ReviewId } from "../../domain/reviews/Review.ts"
import type { UserId } from "../../domain/users/User.ts"
import type { ReviewTier } from "./ReviewTier.ts"
import type { StoreUnavailable } from "../StoreUnavailable.ts"

/**
 * Where reviews are kept for good: cheap to hold and quick to scan, written in batches by one writer at a time.
 *
 * **Details**
 *
 * Whoever writes records the point that comes back, and names the last one recorded next time: what happened after it
 * was never recorded, so its reviews are still in the journal, and it is undone. May hold a review twice where two
 * writers met; readers take it once. Reading fails while there is no archive.
 */
export class ReviewArchive extends Context.Service<
  ReviewArchive,
  ReviewTier & {
    /** Which of the reviews it holds. */
    readonly known: (
      userId: UserId,
      ids: ReadonlyArray<ReviewId>
    ) => Effect.Effect<ReadonlySet<ReviewId>, StoreUnavailable>
    /** Reads every row without making a review of it, and says how many there are. */
    readonly count: Effect.Effect<number, StoreUnavailable>
    /** How many rows it has of a learner. */
    readonly countOf: (userId: UserId) => Effect.Effect<number, StoreUnavailable>
    /** Makes an empty archive. One that is there is taken if it is empty. */
    readonly create: Effect.Effect<ArchivePoint, ArchiveDamaged | StoreUnavailable>
    /** Undoes whatever came after a point. The same point when nothing did. */
    readonly settle: (at: ArchivePoint) => Effect.Effect<ArchivePoint, ArchiveDamaged | StoreUnavailable>
    /** Settles, and adds reviews: read back and safe from a power cut when this succeeds. */
    readonly append: (
      after: ArchivePoint,
      reviews: ReadonlyArray<Review>
    ) => Effect.Effect<ArchivePoint, ArchiveDamaged | StoreUnavailable>
    /**
     * Settles, and rewrites it where more than `tolerated` pieces are too small to read quickly; the same point where
     * nothing had to be done. Frees the disk of states that no reader can be in any more.
     */
    readonly compact: (
      at: ArchivePoint,
      tolerated: number
    ) => Effect.Effect<ArchivePoint, ArchiveDamaged | StoreUnavailable>
    /** Settles, and removes the reviews of learners, so that no file of the new state holds anything of them. */
    readonly erase: (
      at: ArchivePoint,
      userIds: ReadonlyArray<UserId>
    ) => Effect.Effect<ArchivePoint, ArchiveDamaged | StoreUnavailable>
    /**
     * Settles, and removes every file of other states. Where there is more to tidy first, it does that instead, and gives
     * the point it came to: to be recorded, and swept then.
     */
    readonly sweep: (at: ArchivePoint) => Effect.Effect<ArchivePoint, ArchiveDamaged | StoreUnavailable>
  }
>()("@loopi/core/ports/reviews/ReviewArchive") {}
