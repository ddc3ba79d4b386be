/**
 * A place in a list that is read page by page, as it is given to whoever may go on from there.
 */
import { Schema } from "effect"

/** It is not one of ours, or was given to another learner or for another list. */
export class CursorInvalid extends Schema.TaggedError<CursorInvalid>()("CursorInvalid", {}) {}
