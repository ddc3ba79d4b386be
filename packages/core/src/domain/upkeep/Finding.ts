/**
 * A finding is one thing in what is kept that breaks an invariant: which, where, and whether it can be put right.
 */
import { Schema } from "effect"
import { UserId } from "../users/User.ts"

/** What must always hold, in the order it is reported. */
export const Invariant = Schema.Literals(["I1", "I2", "I3", "I4", "I5", "I6", "I7", "I8", "I9", "I10", "I11"])
export type Invariant = typeof Invariant.Type

/** Every invariant in words. */
export const invariantRules: Record<Invariant, string> = {
  I1: "every review is in the journal or in the archive",
  I2: "review ids are unique",
  I3: "a card's reviews are numbered 1 to N",
  I4: "replaying a card's reviews gives its schedule",
  I5: "every vector belongs to a goal or card, and to its present text",
  I6: "every goal and card has a vector, or work that makes it",
  I7: "every vector is sound: 1,024 finite numbers in a known space",
  I8: "everybody who has reviews is known",
  I9: "no work that waits is stuck",
  I10: "no file is left over",
  I11: "nothing is left of those who were erased"
}

export class Finding extends Schema.Class<Finding>("Finding")({
  invariant: Invariant,
  /** The table or the directory. */
  table: Schema.String,
  /** Whose row it is; `null` for what belongs to nobody, such as a file. */
  userId: Schema.NullOr(UserId),
  /** The id of the row, or the name of the file. */
  rowId: Schema.String,
  /** One line, without the full stop. */
  what: Schema.String,
  /** Whether all that is needed to put it right is still there. */
  repairable: Schema.Boolean
}) {}
