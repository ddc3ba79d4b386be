import { Schema } from "effect"

/** Another program keeps its journal in this directory, and two would lose each other's ratings. */
export class StudyJournalInUse extends Schema.TaggedError<StudyJournalInUse>()("StudyJournalInUse", {
  directory: Schema.String,
  pid: Schema.Int,
  host: Schema.String
}) {}

/** A line of the journal was acknowledged and cannot be read any more. It is not skipped: somebody has to look at it. */
export class StudyJournalDamaged extends Schema.TaggedError<StudyJournalDamaged>()("StudyJournalDamaged", {
  /** The file, or the directory if a file is missing. */
  path: Schema.String,
  /** The byte from which on it makes no sense. */
  offset: Schema.Int,
  reason: Schema.Literals(["unreadable", "missing", "shortened"])
}) {}
