/**
 * What may be missing for a while, while all that does not need it is served.
 */
import { Schema } from "effect"

export const DegradedPart = Schema.Literals([
  /** What keeps everything: nothing can be read or kept. */
  "database",
  /** What turns texts into vectors: new goals and cards are found by their words alone, and not checked for duplicates. */
  "embeddings",
  /** What finds vectors: as above, and nobody is searched by meaning. */
  "vectors",
  /** What keeps reviews for good: histories reach back as far as the journal does. */
  "archive",
  /** The model that writes trees and cards. */
  "authors"
])
export type DegradedPart = typeof DegradedPart.Type

/** One part that is missing, and since when. */
export const Degradation = Schema.Struct({
  part: DegradedPart,
  /** A stable code: "timed_out", "unreachable", "malformed" ... */
  code: Schema.String,
  since: Schema.DateTimeUtc
})
export type Degradation = typeof Degradation.Type
