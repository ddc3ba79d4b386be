/**
 * How long reviews stay in Postgres once the archive has them.
 */
import { Context, Duration } from "effect"

/**
 * Far longer than any reader takes; and so long that a learner's day, wherever they are, is in the journal from its
 * beginning to its end.
 */
export const JournalKeeps = Context.Reference<Duration.Duration>("@loopi/postgres/reviews/JournalKeeps", {
  defaultValue: () => Duration.days(4)
})
