import { Schema } from "effect"

/**
 * The storage behind a port could not be reached or gave up in time. Safe to retry; anything else a store gets wrong
 * is a defect.
 */
export class StoreUnavailable extends Schema.TaggedError<StoreUnavailable>()("StoreUnavailable", {
  operation: Schema.String,
  cause: Schema.Defect()
}) {}
