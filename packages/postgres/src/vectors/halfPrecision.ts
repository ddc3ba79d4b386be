/**
 * What a server that computes in half precision is asked, and how far it may be off.
 */
import type { Vector } from "@loopi/core"

/**
 * More than the server's cosine can err. Each of two numbers is rounded to half precision, by 2 ** -11 of itself, so the
 * product of two vectors of length 1 by twice that at most; the sum of 1,024 products is rounded by 2 ** -24 each time.
 * The rest is for what half precision makes 0, and for lengths that are not quite 1.
 */
export const blur = 2 ** -10 + 2 ** -14 + 2 ** -18

/** What a vector is divided by to have length 1, so that no number in the server's sum is too large or too small. */
export const lengthOf = (vector: Vector): number => {
  let squares = 0
  for (let i = 0; i < vector.length; i++) squares += (vector[i] ?? 0) ** 2
  return Math.sqrt(squares) || 1
}
