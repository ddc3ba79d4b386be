/**
 * How far the archive of reviews has come, and what can be wrong with it.
 */
import { Schema } from "effect"

/** A state of the archive to come back to. */
export const ArchivePoint = Schema.Struct({
  /** The archive's own number for it: it grows with every change. */
  version: Schema.Int,
  /** How many reviews it holds then. */
  reviews: Schema.Int
})
export type ArchivePoint = typeof ArchivePoint.Type

/**
 * The archive is not what was recorded: reviews may be lost, and trying again will not help.
 *
 * `missing`: there is none. `behind`: the state recorded is not among its states, or holds another number of reviews.
 * `unreadable`: it is there and cannot be read. `foreign`: nothing is recorded, and yet it holds reviews.
 */
export class ArchiveDamaged extends Schema.TaggedError<ArchiveDamaged>()("ArchiveDamaged", {
  reason: Schema.Literals(["missing", "behind", "unreadable", "foreign"]),
  /** What was recorded; `null` before the first time. */
  recorded: Schema.NullOr(ArchivePoint),
  detail: Schema.String
}) {
  override get message(): string {
    const expected = this.recorded === null ? "nothing" : `${this.recorded.reviews} reviews`
    return `The review archive is ${this.reason} (recorded: ${expected}): ${this.detail}`
  }
}
