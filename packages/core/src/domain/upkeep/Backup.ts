/**
 * What a backup holds, line by line: a header, one row a line, and a trailer that says what must have been there.
 *
 * The rows are the same, in the same order and to the letter, wherever they were kept: so their hash is the same.
 */
import { Schema } from "effect"
import { Account } from "../accounts/Account.ts"
import { Flashcard } from "../flashcards/Flashcard.ts"
import { Goal } from "../goals/Goal.ts"
import { Review } from "../reviews/Review.ts"
import { Schedule } from "../schedules/Schedule.ts"
import { SkillTree } from "../skillTrees/SkillTree.ts"
import { SourceDocument } from "../notes/Source.ts"
import { User } from "../users/User.ts"

/** Grows with every change of what lines mean; a program reads its own format alone. */
export const backupFormat = 3

/**
 * A row, after the name of its section. For each learner the sections follow each other in this order: whatever a row
 * refers to stands before it.
 */
export const BackupRow = Schema.Union([
  Schema.Tuple([Schema.Literal("users"), User]),
  Schema.Tuple([Schema.Literal("accounts"), Account]),
  Schema.Tuple([Schema.Literal("goals"), Goal]),
  Schema.Tuple([Schema.Literal("skillTrees"), SkillTree]),
  Schema.Tuple([Schema.Literal("sourceDocuments"), SourceDocument]),
  Schema.Tuple([Schema.Literal("reviews"), Review]),
  Schema.Tuple([Schema.Literal("flashcards"), Flashcard]),
  Schema.Tuple([Schema.Literal("schedules"), Schedule])
])
export type BackupRow = typeof BackupRow.Type

const Count = Schema.Int.check(Schema.isGreaterThanOrEqualTo(0))

/** How many rows of each section. */
export const BackupCounts = Schema.Struct({
  users: Count,
  accounts: Count,
  goals: Count,
  skillTrees: Count,
  sourceDocuments: Count,
  reviews: Count,
  flashcards: Count,
  schedules: Count
})
export type BackupCounts = typeof BackupCounts.Type

export const noRows: BackupCounts = {
  users: 0,
  accounts: 0,
  goals: 0,
  skillTrees: 0,
  sourceDocuments: 0,
  reviews: 0,
  flashcards: 0,
  schedules: 0
}

export const BackupHeader = Schema.Struct({
  loopi: Schema.Literal("backup"),
  format: Schema.Literal(backupFormat),
  /** The version of the program. */
  madeWith: Schema.String,
  madeAt: Schema.DateTimeUtc
})
export type BackupHeader = typeof BackupHeader.Type

export const BackupTrailer = Schema.Struct({
  rows: BackupCounts,
  /** The hash of the content: see `makeContentHash`. */
  content: Schema.String.check(Schema.isPattern(/^[0-9a-f]{64}$/))
})
export type BackupTrailer = typeof BackupTrailer.Type

/** What a backup says of itself. */
export const BackupSummary = Schema.Struct({ ...BackupHeader.fields, ...BackupTrailer.fields })
export type BackupSummary = typeof BackupSummary.Type

export const BackupFlaw = Schema.Literals([
  /** It is something else. */
  "not_a_backup",
  /** A later version of Loopi made it. */
  "newer_format",
  /** It ends before its end. */
  "truncated",
  /** It is not what was written. */
  "damaged"
])
export type BackupFlaw = typeof BackupFlaw.Type

/** The backup cannot be restored from. Nothing has been written. */
export class BackupRefused extends Schema.TaggedError<BackupRefused>()("BackupRefused", {
  flaw: BackupFlaw,
  /** Where it was noticed; `null` where it is not about a line. */
  line: Schema.NullOr(Schema.Int)
}) {}

/** There is something in the stores already that is not in the backup. Nothing has been written. */
export class StoresNotEmpty extends Schema.TaggedError<StoresNotEmpty>()("StoresNotEmpty", {}) {}

/** Reviews that were archived cannot be found: a backup made now would be without them. */
export class HistoryIncomplete extends Schema.TaggedError<HistoryIncomplete>()("HistoryIncomplete", {
  /** What is wrong, in a line without the full stop. */
  detail: Schema.String
}) {}

/** What was restored is not what the backup holds: somebody else has written meanwhile, or a store has lost something. */
export class RestoreDiffers extends Schema.TaggedError<RestoreDiffers>()("RestoreDiffers", {
  wanted: BackupTrailer,
  restored: BackupTrailer
}) {}
