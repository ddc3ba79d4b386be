/**
 * What a line of the journal says. Each line sets what it is about anew, so that reading a line twice changes nothing.
 */
import { ArchivePoint, FlashcardId, Review, ReviewId, Schedule, UserId } from "@loopi/core"
import { Schema } from "effect"

/** A state of the table of schedules to start from. */
export const Checkpoint = Schema.Struct({
  /** The number in the table's name, and its version. */
  table: Schema.Int,
  version: Schema.Int,
  /** Rows in it; more than there are schedules, as each row is only added to. */
  rows: Schema.Int,
  /** The last segment of the journal that it holds the schedules of. */
  covered: Schema.Int
})
export type Checkpoint = typeof Checkpoint.Type

export const JournalEntry = Schema.Union([
  /** `at` is when it came in. */
  Schema.TaggedStruct("Rated", { at: Schema.DateTimeUtc, schedule: Schedule, review: Review }),
  /** Of these cards none was studied. */
  Schema.TaggedStruct("Started", { schedules: Schema.Array(Schedule) }),
  Schema.TaggedStruct("Removed", { userId: UserId, cardIds: Schema.Array(FlashcardId) }),
  /** Reviews without a schedule, such as an import's. */
  Schema.TaggedStruct("Appended", { at: Schema.DateTimeUtc, reviews: Schema.Array(Review) }),
  /** The archive holds these reviews from this point on. */
  Schema.TaggedStruct("Archived", { point: ArchivePoint, reviewIds: Schema.Array(ReviewId) }),
  /** The archive is begun anew: it holds none of what the journal holds. */
  Schema.TaggedStruct("Unarchived", {}),
  Schema.TaggedStruct("Checkpointed", { checkpoint: Checkpoint }),
  /** Nothing of the learner counts any more. */
  Schema.TaggedStruct("Erased", { userId: UserId }),
  /** Reviews of segments that are to go before their time, and whether the archive holds them. */
  Schema.TaggedStruct("Carried", {
    reviews: Schema.Array(Schema.Struct({ at: Schema.DateTimeUtc, review: Review, archived: Schema.Boolean }))
  })
])
export type JournalEntry = typeof JournalEntry.Type

/** The first line of every segment. It repeats what may stand in segments that are forgotten by now. */
export const SegmentHeader = Schema.TaggedStruct("Segment", {
  format: Schema.Literal(1),
  number: Schema.Int,
  begunAt: Schema.DateTimeUtc,
  /** Bytes of the segment before that are acknowledged. What a failed write left behind them never was. */
  previousLength: Schema.NullOr(Schema.Int),
  recorded: Schema.NullOr(ArchivePoint),
  checkpoint: Schema.NullOr(Checkpoint)
})
export type SegmentHeader = typeof SegmentHeader.Type

/** What the journal itself has to remember of other places. */
export type Recorded = Pick<SegmentHeader, "recorded" | "checkpoint">

/** What is remembered of other places after a line. A checkpoint read again may be an older one. */
export const rememberedAfter = (before: Recorded, entry: JournalEntry): Recorded => {
  if (entry._tag === "Archived") return { ...before, recorded: entry.point }
  if (entry._tag === "Unarchived") return { ...before, recorded: null }
  return entry._tag === "Checkpointed" ? { ...before, checkpoint: newer(before.checkpoint, entry.checkpoint) } : before
}

const newer = (a: Checkpoint | null, b: Checkpoint): Checkpoint => (a === null || a.covered <= b.covered ? b : a)

const Line = Schema.fromJsonString(Schema.toCodecJson(Schema.Union([JournalEntry, SegmentHeader])))

export const encodeLine: (line: JournalEntry | SegmentHeader) => string = Schema.encodeSync(Line)
/** The checksum says that it is what was encoded, so its values are not checked again: a start reads many lines. */
export const decodeLine = Schema.decodeUnknownResult(Line, { disableChecks: true })
