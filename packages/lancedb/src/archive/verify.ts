/**
 * Reads back what was written, and compares all of it: the journal forgets a review only after that.
 */
import type { Table } from "@lancedb/lancedb"
import type { Review } from "@loopi/core"
import { Effect } from "effect"
import { decode } from "./decode.ts"
import { step } from "./step.ts"

/** Whether the table's last rows, those after the first `before`, are the reviews. */
export const holds = Effect.fn("holds")(function* (table: Table, before: number, reviews: ReadonlyArray<Review>) {
  const offsets = reviews.map((_, i) => before + i)
  const found = yield* step(() => table.takeOffsets(offsets).toArrow())
  const written = new Set(found.batches.flatMap((batch) => decode(batch)).map(textOf))
  return written.size === reviews.length && reviews.every((review) => written.has(textOf(review)))
})

/** All of a review: numbers in JSON are exact. */
const textOf = (review: Review): string => JSON.stringify(review)
