/**
 * The columns of the archive: as narrow as they can be without losing anything.
 *
 * Ids are 16 bytes and not 36 letters. The learner's is `Binary` and the others are of fixed size, since one kind of
 * index takes only that and the other only this.
 */
import { Binary, Field, FixedSizeBinary, Float64, Int16, Int32, Int64, Int8, Schema } from "apache-arrow"
import type { DataType } from "apache-arrow"

/** A third less on disk, for nothing that could be measured when reading. */
const compressed = new Map([["lance-encoding:compression", "zstd"]])

const column = (name: string, type: DataType, nullable = false) => new Field(name, type, nullable, compressed)

export const columns = new Schema([
  column("id", new FixedSizeBinary(16)),
  column("user_id", new Binary()),
  column("card_id", new FixedSizeBinary(16)),
  column("version", new Int32()),
  /** 1 to 4; 0 takes a rating back. */
  column("rating", new Int8()),
  /** Milliseconds since 1970. */
  column("reviewed_at", new Int64()),
  column("study_day", new Int32()),
  column("duration_ms", new Int32(), true),
  column("desired_retention", new Float64()),
  column("scheduler", new Int16()),
  /** An index into `phases`. */
  column("phase", new Int8()),
  column("elapsed_days", new Int32()),
  column("predicted", new Float64(), true)
])

/** In the order of their numbers in the table, which never changes. */
export const ratings = [null, 1, 2, 3, 4] as const
