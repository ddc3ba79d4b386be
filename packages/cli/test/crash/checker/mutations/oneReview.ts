/**
 * Changes done to one review of a history.
 */
import { Review } from "@loopi/core"
import type { History } from "../History.ts"
import { keeping, middle } from "./Mutation.ts"

type Fits = (review: Review, i: number, all: ReadonlyArray<Review>) => boolean

export const changed = (review: Review, fields: Partial<Review>): Review => Review.make({ ...review, ...fields })

export const isLast: Fits = (review, i, all) => all[i + 1]?.cardId !== review.cardId && review.version > 1
export const isInside: Fits = (review, i, all) => review.version > 1 && !isLast(review, i, all)
export const isRating = ({ rating }: Review): boolean => rating !== null

/** Puts others in the place of one review. */
export const review = (history: History, fits: Fits, change: (review: Review) => ReadonlyArray<Review>): History => {
  const { reviews } = history.kept
  const victim = middle(reviews.filter(fits))
  return keeping(history, { reviews: reviews.flatMap((one) => (one === victim ? change(one) : [one])) })
}

/** Puts others in the place of two neighbours of one card. */
export const neighbours = (
  history: History,
  change: (first: Review, second: Review) => ReadonlyArray<Review>
): History => {
  const { reviews } = history.kept
  const differs = (i: number) => reviews[i]?.durationMs !== reviews[i + 1]?.durationMs
  const at = reviews.indexOf(middle(reviews.filter((one, i) => isInside(one, i, reviews) && differs(i))))
  const [first, second] = reviews.slice(at, at + 2)
  if (first === undefined || second === undefined) throw new Error("a review inside of a history has a neighbour")
  return keeping(history, { reviews: reviews.toSpliced(at, 2, ...change(first, second)) })
}
