/**
 * Everything that is kept of a learner, line by line: a header that says what the lines mean, one row a line after the
 * name of its section, and a trailer with how many there were, so that a file that was cut short shows.
 */
import { Schema, Struct } from "effect"
import { Account } from "../accounts/Account.ts"
import { ApiToken } from "../accounts/ApiToken.ts"
import { Session } from "../accounts/Session.ts"
import { Flashcard, FlashcardId, FlashcardRevision } from "../flashcards/Flashcard.ts"
import { Goal } from "../goals/Goal.ts"
import { ProviderKey } from "../providerKeys/ProviderKey.ts"
import { Review } from "../reviews/Review.ts"
import { Run, RunEvent, RunId, RunStep } from "../runs/Run.ts"
import { Schedule } from "../schedules/Schedule.ts"
import { SkillTree } from "../skillTrees/SkillTree.ts"
import { SourceDocument } from "../notes/Source.ts"
import { SpentOn } from "../budget/TokenLedger.ts"
import { User } from "../users/User.ts"

/** Grows with every change of what lines mean. */
export const exportFormat = 1

const rows = {
  profile: User,
  /** Without the hash of the password, which would only help who finds the file. */
  account: Schema.Struct(Struct.omit(Account.fields, ["passwordHash"])),
  sessions: Session,
  apiTokens: ApiToken,
  providerKeys: Schema.Struct(Struct.pick(ProviderKey.fields, ["provider", "lastFour", "addedAt"])),
  goals: Goal,
  skillTrees: SkillTree,
  formerSkillTrees: SkillTree,
  sourceDocuments: SourceDocument,
  reviews: Review,
  flashcards: Flashcard,
  flashcardRevisions: Schema.Struct({ cardId: FlashcardId, ...FlashcardRevision.fields }),
  schedules: Schedule,
  runs: Run,
  runSteps: Schema.Struct({ runId: RunId, ...RunStep.fields }),
  runEvents: Schema.Struct({ runId: RunId, ...RunEvent.fields }),
  spending: SpentOn
}

export const exportSections = Struct.keys(rows)
export type ExportSection = keyof typeof rows

const row = <Section extends ExportSection>(section: Section) => Schema.Tuple([Schema.Literal(section), rows[section]])

export const ExportRow = Schema.Union([
  row("profile"),
  row("account"),
  row("sessions"),
  row("apiTokens"),
  row("providerKeys"),
  row("goals"),
  row("skillTrees"),
  row("formerSkillTrees"),
  row("sourceDocuments"),
  row("reviews"),
  row("flashcards"),
  row("flashcardRevisions"),
  row("schedules"),
  row("runs"),
  row("runSteps"),
  row("runEvents"),
  row("spending")
])
export type ExportRow = typeof ExportRow.Type

export const ExportHeader = Schema.Struct({
  loopi: Schema.Literal("export"),
  format: Schema.Literal(exportFormat),
  exportedAt: Schema.DateTimeUtc,
  /** The JSON Schema of every line between this one and the last. */
  lines: Schema.Json
})
export type ExportHeader = typeof ExportHeader.Type

export const ExportTrailer = Schema.Struct({ rows: Schema.Record(Schema.String, Schema.Int) })
export type ExportTrailer = typeof ExportTrailer.Type
