/**
 * Many comparisons with one vector, quick: what is found so is ranked exactly afterwards.
 */
import type { Vector } from "./Embedding.ts"

/** More than a product below differs from an exact cosine. */
export const blur = 1e-9

/** 1 / length, and 0 for a vector without direction. */
export const inverseLength = (vector: Vector): number => {
  const length = Math.sqrt(dot(vector, vector))
  return length === 0 || !Number.isFinite(length) ? 0 : 1 / length
}

/** The product of a vector with others of finite numbers. One by spelling is nearly all zeros, which are passed over. */
export const productsWith = (vector: Vector): ((other: Vector) => number) => {
  const places = Uint16Array.from([...vector.keys()].filter((i) => vector[i] !== 0))
  if (places.length * 3 > vector.length) return (other) => dot(vector, other)
  const values = Float64Array.from(places, (i) => vector[i] ?? 0)
  return (other) => {
    let sum = 0
    for (let i = 0; i < places.length; i++) sum += (values[i] ?? 0) * (other[places[i] ?? 0] ?? 0)
    return sum
  }
}

/** Four sums that do not wait for each other take a third of the time of one. */
const dot = (a: Vector, b: Vector): number => {
  let [one, two, three, four] = [0, 0, 0, 0]
  for (let i = 0; i < a.length; i += 4) {
    one += (a[i] ?? 0) * (b[i] ?? 0)
    two += (a[i + 1] ?? 0) * (b[i + 1] ?? 0)
    three += (a[i + 2] ?? 0) * (b[i + 2] ?? 0)
    four += (a[i + 3] ?? 0) * (b[i + 3] ?? 0)
  }
  return one + two + (three + four)
}
