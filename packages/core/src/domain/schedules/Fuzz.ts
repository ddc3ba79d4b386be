/**
 * Spreads reviews out, so that cards learned together do not come back together for ever.
 *
 * The spread is drawn from the card and its repetition: previewing, rating and replaying agree.
 */
import { hashOf } from "../Hash.ts"

/** Longer intervals spread wider: 15 % of the part from 2.5 to 7 days, 10 % of 7 to 20, 5 % beyond. */
const bands = [
  { from: 2.5, to: 7, share: 0.15 },
  { from: 7, to: 20, share: 0.1 },
  { from: 20, to: Infinity, share: 0.05 }
]

/** The days an interval may be moved to, both inclusive; `least` days at the least. */
export const fuzzRange = (
  days: number,
  least: number,
  most: number
): { readonly from: number; readonly to: number } => {
  if (days < 2.5) return { from: Math.round(days), to: Math.round(days) }
  const reach = bands.reduce((sum, { from, share, to }) => sum + share * Math.max(Math.min(days, to) - from, 0), 1)
  const to = Math.min(Math.round(days + reach), most)
  return { from: Math.min(Math.max(Math.round(days - reach), 2, least), to), to }
}

/** One day out of the range, always the same for the same seed. */
export const fuzz = (days: number, least: number, most: number, seed: string): number => {
  const { from, to } = fuzzRange(days, least, most)
  return from + Math.floor((hashOf(seed) / 2 ** 32) * (to - from + 1))
}
