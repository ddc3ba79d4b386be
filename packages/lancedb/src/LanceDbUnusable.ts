import { Schema } from "effect"

/** The directory cannot hold tables of ours, and trying again will not help: somebody has to look at it. */
export class LanceDbUnusable extends Schema.TaggedError<LanceDbUnusable>()("LanceDbUnusable", {
  directory: Schema.String,
  /** `damaged`: there are tables, but they cannot be opened or have other columns. `disk_unavailable`: it does not answer. */
  reason: Schema.Literals(["not_a_directory", "not_writable", "damaged", "disk_unavailable"]),
  cause: Schema.Defect()
}) {}
