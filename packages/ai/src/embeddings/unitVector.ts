/**
 * Makes what a model answers a vector that an index keeps: 1,024 finite numbers of length one.
 */
import { dimension, type EmbedderFailed, type Vector } from "@loopi/core"
import { Result } from "effect"
import { failed } from "./failures.ts"

/** Zeros at the end change no cosine, so shorter vectors are padded; a longer one cut off would be another vector. */
export const unitVector = (numbers: ArrayLike<number>): Result.Result<Vector, EmbedderFailed> => {
  if (numbers.length > dimension) return Result.fail(failed("too_many_dimensions"))
  let squares = 0
  for (let i = 0; i < numbers.length; i++) squares += (numbers[i] ?? 0) ** 2
  const length = Math.sqrt(squares)
  if (!Number.isFinite(length) || length === 0) return Result.fail(failed("malformed"))
  const vector = new Float32Array(dimension)
  for (let i = 0; i < numbers.length; i++) vector[i] = (numbers[i] ?? 0) / length
  return Result.succeed(vector)
}
