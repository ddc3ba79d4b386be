import { Schema } from "effect"

/** The directory cannot hold the vectors, and trying again will not help: somebody has to look at it. */
export class VectorStoreUnusable extends Schema.TaggedError<VectorStoreUnusable>()("VectorStoreUnusable", {
  directory: Schema.String,
  /** `damaged`: there are tables, but they cannot be opened or have other columns. Vectors can be made again. */
  reason: Schema.Literals(["not_a_directory", "not_writable", "damaged"]),
  cause: Schema.Defect()
}) {}
