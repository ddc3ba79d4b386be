/**
 * FSRS-6: how memory changes with a rating. The only file that knows ts-fsrs.
 */
import { computeDecayFactor, default_w, FSRSAlgorithm, forgetting_curve } from "ts-fsrs"
import type { Rating } from "../reviews/Review.ts"

/** Stability in days, difficulty from 1 to 10. */
export interface Memory {
  readonly stability: number
  readonly difficulty: number
}

/** The 21 weights of FSRS-6. */
export type Weights = ReadonlyArray<number>

export const defaultWeights: Weights = default_w

/** The decay that FSRS-4.5 and FSRS-5 had built in. */
const formerDecay = 0.5

/**
 * Takes the 17 weights of FSRS-4.5 or the 19 of FSRS-5 to the 21 of FSRS-6; any other number of them is kept.
 *
 * **Details**
 *
 * Not by `migrateParameters` of ts-fsrs, which writes to the console and raises small weights.
 */
export const migrateWeights = (weights: Weights): Weights => {
  if (weights.length === 19) return [...weights, 0, formerDecay]
  if (weights.length !== 17) return weights
  const [w4 = 0, w5 = 0, w6 = 0] = weights.slice(4, 7)
  const difficulty = [w5 * 2 + w4, Math.log(w5 * 3 + 1) / 3, w6 + 0.5]
  return [...weights.slice(0, 4), ...difficulty, ...weights.slice(7), 0, 0, 0, formerDecay]
}

const algorithms = new WeakMap<Weights, FSRSAlgorithm>()

const algorithmOf = (weights: Weights): FSRSAlgorithm => {
  const known = algorithms.get(weights)
  if (known !== undefined) return known
  // Told of same-day reviews only afterwards: ts-fsrs would raise w19 to 0.01, and migrated weights have 0 there.
  const made = new FSRSAlgorithm({ w: weights, enable_short_term: false })
  made.parameters.enable_short_term = true
  algorithms.set(weights, made)
  return made
}

/** The memory after a rating. `null` is a card never seen; `elapsedDays` are whole study days, 0 on the same day. */
export const nextMemory = (
  memory: Memory | null,
  elapsedDays: number,
  rating: Rating,
  weights: Weights = defaultWeights
): Memory => algorithmOf(weights).next_state(memory, elapsedDays, rating)

/** The chance of recall after so many days. */
export const retrievability = (elapsedDays: number, stability: number, weights: Weights = defaultWeights): number =>
  forgetting_curve(weights, elapsedDays, stability)

/** The days until the chance of recall has fallen to `retention`: not rounded, not bounded. */
export const intervalDays = (stability: number, retention: number, weights: Weights = defaultWeights): number => {
  const { decay, factor } = computeDecayFactor(weights)
  return (stability / factor) * (retention ** (1 / decay) - 1)
}

/** The memory that an SM-2 ease factor and interval amount to, as other programs' collections bring them along. */
export const memoryFromSm2 = (
  easeFactor: number,
  interval: number,
  retention: number,
  weights: Weights = defaultWeights
): Memory => {
  const { decay, factor } = computeDecayFactor(weights)
  const stability = (Math.max(interval, 0.001) * factor) / (retention ** (1 / decay) - 1)
  const [w8 = 0, w9 = 0, w10 = 0] = weights.slice(8, 11)
  const growth = Math.exp(w8) * stability ** -w9 * (Math.exp((1 - retention) * w10) - 1)
  return { stability, difficulty: Math.min(Math.max(11 - (easeFactor - 1) / growth, 1), 10) }
}
