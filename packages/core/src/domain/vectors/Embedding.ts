/**
 * An embedding is the meaning of a text as a unit vector in a named space. Vectors of two spaces are never compared.
 */
import { Order, Result, Schema } from "effect"

export const dimension = 1024

/** Names the embedder, its version and its settings, for example `lexical-1`. */
export const SpaceId = Schema.String.check(Schema.isPattern(/^[a-z0-9][a-z0-9._/-]{0,99}$/)).pipe(
  Schema.brand("SpaceId")
)
export type SpaceId = typeof SpaceId.Type

/** What can be found by meaning. */
export const EmbeddedKind = Schema.Literals(["goal", "flashcard"])
export type EmbeddedKind = typeof EmbeddedKind.Type

/** `dimension` finite numbers. */
export type Vector = Float32Array

/** What is near a vector, and its cosine, -1 to 1. */
export interface Neighbour {
  readonly id: string
  readonly score: number
}

/** The order neighbours are given in, the same from every index: best first, equal ones by id. */
export const nearestFirst: Order.Order<Neighbour> = Order.combine(
  Order.flip(Order.mapInput(Order.Number, ({ score }) => score)),
  Order.mapInput(Order.String, ({ id }) => id)
)

/** How similar two texts of one space must be. Calibrated for the space they belong to. */
export const Thresholds = Schema.Struct({
  /** Goals are shown as near duplicates from here on. */
  goal: Schema.Finite,
  /** Questions count as the same from here on, if their answers do too. */
  question: Schema.Finite
})
export type Thresholds = typeof Thresholds.Type

const calibrated: Record<string, Thresholds> = {
  "lexical-1": { goal: 0.2, question: 0.6 },
  "hybrid-1": { goal: 0.34, question: 0.72 }
}

/** The thresholds a space comes with; cautious ones where nobody has calibrated it. */
export const thresholdsOf = (space: SpaceId): Thresholds => calibrated[space] ?? { goal: 0.85, question: 0.85 }

export const VectorFlaw = Schema.Literals(["wrong_dimension", "not_finite"])
export type VectorFlaw = typeof VectorFlaw.Type

/** The vector would damage an index: it has the wrong length, or a number in it is not finite. */
export class VectorRefused extends Schema.TaggedError<VectorRefused>()("VectorRefused", {
  /** What the vector belongs to; for one that is searched with, its position. */
  id: Schema.String,
  flaw: VectorFlaw
}) {}

/** Checks a vector before it is kept or searched with. */
export const checkVector = (id: string, vector: ArrayLike<number>): Result.Result<void, VectorRefused> => {
  if (vector.length !== dimension) return Result.fail(VectorRefused.make({ id, flaw: "wrong_dimension" }))
  // A plain loop: thirty times as fast as `every`, and every vector passes here.
  for (let i = 0; i < vector.length; i++) {
    if (!Number.isFinite(vector[i])) return Result.fail(VectorRefused.make({ id, flaw: "not_finite" }))
  }
  return Result.succeed(undefined)
}
