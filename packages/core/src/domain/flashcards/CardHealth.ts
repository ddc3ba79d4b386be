/**
 * Tells cards that are forgotten more often than scheduling predicts: something is wrong with them, not with memory.
 *
 * **Details**
 *
 * Each rating in review was predicted with a chance of recall; a card is as good as expected when its share of recalled
 * ratings is the mean of those chances. The predictions are known numbers, so that only the share is uncertain: the
 * interval of the difference is the exact binomial one of the share (Clopper and Pearson, 95 %), less the mean. Ratings
 * of unlike chances vary less than those of one chance (Hoeffding), so it errs on the wide side. Wilson's interval is
 * too narrow for shares near one and a handful of ratings, which is what cards have; it serves for large groups alone.
 */
import { Schema } from "effect"

/** One rating: what was predicted, and whether the card was recalled. */
export interface Trial {
  readonly predicted: number
  readonly recalled: boolean
}

export const RecallGap = Schema.Struct({
  reviews: Schema.Int,
  /** Shares, from 0 to 1. */
  observed: Schema.Finite,
  predicted: Schema.Finite,
  /** Observed minus predicted, and its interval. */
  gap: Schema.Finite,
  low: Schema.Finite,
  high: Schema.Finite
})
export type RecallGap = typeof RecallGap.Type

/** Fewer ratings say nothing, however they went. */
export const fewestTrials = 5

export const gapOf = (trials: ReadonlyArray<Trial>): RecallGap => {
  const reviews = trials.length
  const recalled = trials.filter((trial) => trial.recalled).length
  const observed = reviews === 0 ? 0 : recalled / reviews
  const predicted = reviews === 0 ? 0 : trials.reduce((sum, trial) => sum + trial.predicted, 0) / reviews
  const [low, high] = reviews === 0 ? [0, 1] : intervalOf(recalled, reviews)
  return { reviews, observed, predicted, gap: observed - predicted, low: low - predicted, high: high - predicted }
}

/** Whether the card is forgotten more often than chance explains. */
export const isToRewrite = ({ high, reviews }: RecallGap): boolean => reviews >= fewestTrials && high < 0

/** Half of the 5 % on either side. */
const tail = 0.025
const z = 1.959_964

/** From here on Wilson's interval is as good, and takes no time. */
const many = 1_000

/** Where the share may lie, of which `recalled` of `reviews` were seen. */
export const intervalOf = (recalled: number, reviews: number): readonly [low: number, high: number] => {
  if (reviews > many) return wilson(recalled, reviews)
  const low = recalled === 0 ? 0 : 1 - upperOf(reviews - recalled, reviews)
  const high = recalled === reviews ? 1 : upperOf(recalled, reviews)
  return [low, high]
}

/** The chance under which `recalled` or fewer are as unlikely as the tail. */
const upperOf = (recalled: number, reviews: number): number => {
  let [least, most] = [recalled / reviews, 1]
  for (let halving = 0; halving < 50; halving += 1) {
    const middle = (least + most) / 2
    if (atMost(recalled, reviews, middle) > tail) least = middle
    else most = middle
  }
  return (least + most) / 2
}

/** The chance of `recalled` or fewer of `reviews`, by the logarithms of the terms: the terms themselves underflow. */
const atMost = (recalled: number, reviews: number, chance: number): number => {
  if (chance <= 0) return 1
  if (chance >= 1) return recalled >= reviews ? 1 : 0
  const odds = Math.log(chance) - Math.log1p(-chance)
  let term = reviews * Math.log1p(-chance)
  let sum = Math.exp(term)
  for (let i = 1; i <= recalled; i += 1) {
    term += Math.log((reviews - i + 1) / i) + odds
    sum += Math.exp(term)
  }
  return sum
}

const wilson = (recalled: number, reviews: number): readonly [low: number, high: number] => {
  const share = recalled / reviews
  const spread = z * Math.sqrt((share * (1 - share)) / reviews + (z * z) / (4 * reviews * reviews))
  const scale = 1 + (z * z) / reviews
  const middle = share + (z * z) / (2 * reviews)
  return [(middle - spread) / scale, (middle + spread) / scale]
}
