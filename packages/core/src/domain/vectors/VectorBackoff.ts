/**
 * How often the work on a vector is tried again, and from when on somebody should look at it.
 */
import { DateTime, Duration } from "effect"

/** A task that failed this often is stuck: it is tried further, but waiting alone does not seem to help. */
export const stuckAfter = 10

const longest = Duration.minutes(5)

/** One second after the first failure, twice as long after each further one, and never more than five minutes. */
export const retryAt = (failures: number, now: DateTime.Utc): DateTime.Utc =>
  DateTime.addDuration(now, Duration.min(Duration.seconds(2 ** Math.min(failures - 1, 20)), longest))
