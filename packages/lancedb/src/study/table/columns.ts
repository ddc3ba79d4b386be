/**
 * The columns of a table of schedules. Rows are only ever added: of a card's rows the one with the greatest `covered`
 * counts, and `gone` says that the card is not studied any more.
 */
import { type DataType, Field, FixedSizeBinary, Float64, Int32, Int64, Int8, Schema } from "apache-arrow"

const column = (name: string, type: DataType, nullable = false) => new Field(name, type, nullable)

export const columns = new Schema([
  column("user_id", new FixedSizeBinary(16)),
  column("card_id", new FixedSizeBinary(16)),
  column("goal_id", new FixedSizeBinary(16)),
  /** The segment of the journal up to which this was so. */
  column("covered", new Int32()),
  column("gone", new Int8()),
  column("version", new Int32()),
  /** An index into `phases`. */
  column("phase", new Int8()),
  column("step", new Int32()),
  column("stability", new Float64()),
  column("difficulty", new Float64()),
  column("reps", new Int32()),
  column("lapses", new Int32()),
  /** Milliseconds since 1970. */
  column("last_reviewed_at", new Int64(), true),
  column("last_study_day", new Int32(), true),
  column("due_day", new Int32()),
  column("due_at", new Int64(), true)
])

export type ScheduleColumns = {
  readonly user_id: FixedSizeBinary
  readonly card_id: FixedSizeBinary
  readonly goal_id: FixedSizeBinary
  readonly covered: Int32
  readonly gone: Int8
  readonly version: Int32
  readonly phase: Int8
  readonly step: Int32
  readonly stability: Float64
  readonly difficulty: Float64
  readonly reps: Int32
  readonly lapses: Int32
  readonly last_reviewed_at: Int64
  readonly last_study_day: Int32
  readonly due_day: Int32
  readonly due_at: Int64
}
