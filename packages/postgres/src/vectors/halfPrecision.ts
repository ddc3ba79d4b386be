/**
 * What a server that computes in half precision is asked, and how far it may be off.
 */
/// <reference lib="es2025.float16" />
import type { Vector } from "@loopi/core"

/**
 * More than the server's cosine can err. Each of two numbers is rounded to half precision, by 2 ** -11 of itself, so the
 * product of two vectors of length 1 by twice that at most; the sum of 1,024 products is rounded by 2 ** -24 each time.
 * The rest is for what half precision makes 0, and for lengths that are not quite 1.
 */
export const blur = 2 ** -10 + 2 ** -14 + 2 ** -18

/** The vector with length 1, so that no number in the server's sum is too large or too small for half precision. */
export const unitOf = (vector: Vector): Float16Array => {
  let squares = 0
  for (let i = 0; i < vector.length; i++) squares += (vector[i] ?? 0) ** 2
  const length = Math.sqrt(squares) || 1
  const unit = new Float16Array(vector.length)
  for (let i = 0; i < vector.length; i++) unit[i] = (vector[i] ?? 0) / length
  return unit
}
