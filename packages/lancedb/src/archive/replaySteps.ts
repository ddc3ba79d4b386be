/**
 * Cuts a learner's history into ranges of cards small enough to sort: the table itself is in no order.
 */
import { FlashcardId } from "@loopi/core"

/** Cards after the one id and up to the other. */
export interface ReplayStep {
  readonly after: FlashcardId | undefined
  readonly upTo: FlashcardId | undefined
}

/** Rows of a step: it ends with the first card that makes it as many. */
const stepSize = 10_000

/**
 * Ranges without gaps, so that a card which is new to the archive meanwhile falls into one of them.
 */
export const replaySteps = (cardOfEachRow: Iterable<string>): ReadonlyArray<ReplayStep> => {
  const counts = new Map<string, number>()
  for (const id of cardOfEachRow) counts.set(id, (counts.get(id) ?? 0) + 1)

  const ends: Array<FlashcardId> = []
  let rows = 0
  for (const id of [...counts.keys()].sort()) {
    rows += counts.get(id) ?? 0
    if (rows < stepSize) continue
    ends.push(FlashcardId.make(id, { disableChecks: true }))
    rows = 0
  }
  return [...ends, undefined].map((upTo, i) => ({ after: ends[i - 1], upTo }))
}
