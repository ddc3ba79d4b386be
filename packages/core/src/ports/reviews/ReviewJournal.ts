import { Context, type Duration, type Effect } from "effect"
import type { Review } from "../../domain/reviews/Review.ts"
import type { ReviewTier } from "./ReviewTier.ts"
import type { StoreUnavailable } from "../StoreUnavailable.ts"

/**
 * Where a review is kept first, and for as long as the archive does not hold it.
 *
 * **Details**
 *
 * May still hold what is archived: readers take a review that both tiers hold once.
 */
export class ReviewJournal extends Context.Service<
  ReviewJournal,
  ReviewTier & {
    /** How long every review stays at least, counted from when it came in. */
    readonly keeps: Duration.Duration
    /** Adds reviews of one learner, all or none; those whose id it holds are left as they are. */
    readonly append: (reviews: ReadonlyArray<Review>) => Effect.Effect<void, StoreUnavailable>
  }
>()("@loopi/core/ports/reviews/ReviewJournal") {}
