/**
 * Whether all ways to read the history give the same one.
 */
import { Progression, type Review } from "@loopi/core"
import type { Finding } from "./Finding.ts"
import type { History } from "./History.ts"
import { textOfDays, textOfReview } from "./text.ts"

export const checkReads = ({ kept }: History): ReadonlyArray<Finding> => {
  const { days, latest, reviews } = kept
  const newestFirst = reviews.toSorted(({ id: a }, { id: b }) => (a < b ? 1 : -1))
  const expected = Progression.summarise(Progression.stillStanding(reviews))
  return [
    ...(linesOf(latest) === linesOf(newestFirst)
      ? []
      : [{ kind: "latest_differs" as const, detail: `${latest.length} of ${reviews.length}` }]),
    ...(textOfDays(days) === textOfDays(expected) ? [] : [{ kind: "days_differ" as const }])
  ]
}

const linesOf = (reviews: ReadonlyArray<Review>): string => reviews.map((review) => textOfReview(review)).join("\n")
