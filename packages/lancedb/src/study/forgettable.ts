/**
 * Which segments of the journal may go: all they say is kept elsewhere, and they are old or too many to read again.
 */
import { DateTime, type Duration } from "effect"
import type { StudyMemory } from "./StudyMemory.ts"

export interface Retention {
  /** How long reviews stay that the archive holds: what is asked about today is then answered from memory. */
  readonly keeps: Duration.Duration
  /** How many of them stay at most: a start reads them all. */
  readonly most: number
}

/** The newest segment that may go, with all before it; `undefined` for none. */
export const forgettable = (memory: StudyMemory, retention: Retention, now: DateTime.Utc): number | undefined => {
  const covered = memory.recorded().checkpoint?.covered ?? 0
  const waiting = memory.reviews.waiting.values().next().value?.segment ?? Infinity
  const numbers = [...memory.segments.keys()]
  let kept = memory.reviews.size()
  let newest: number | undefined
  for (const [i, number] of numbers.entries()) {
    // A segment ends where the next begins. The newest stays: its first line remembers what the others said.
    const endedAt = memory.segments.get(numbers[i + 1] ?? -1)
    if (endedAt === undefined || number > covered || number >= waiting) break
    const isOld = DateTime.isLessThanOrEqualTo(DateTime.addDuration(endedAt, retention.keeps), now)
    if (!isOld && kept <= retention.most) break
    kept -= memory.reviews.countIn(number)
    newest = number
  }
  return newest
}
