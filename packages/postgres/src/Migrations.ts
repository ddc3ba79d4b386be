/**
 * Brings a database up to date. A merged migration is never edited: the next one changes what it made.
 */
import { Effect } from "effect"
import { Migrator, SqlClient, type SqlError } from "effect/sql"
import { adoptTables } from "./migrations/adoptTables.ts"
import createUsers from "./migrations/0001_create_users.ts"
import createGoals from "./migrations/0002_create_goals.ts"
import createSkillTrees from "./migrations/0003_create_skill_trees.ts"
import createSourceDocuments from "./migrations/0004_create_source_documents.ts"
import createFlashcards from "./migrations/0005_create_flashcards.ts"
import createSchedules from "./migrations/0006_create_schedules.ts"
import createReviews from "./migrations/0007_create_reviews.ts"
import protectTables from "./migrations/0008_protect_tables.ts"
import partitionReviews from "./migrations/0009_partition_reviews.ts"
import createProviderKeys from "./migrations/0010_create_provider_keys.ts"
import createVectorWork from "./migrations/0011_create_vector_work.ts"
import createReviewArchive from "./migrations/0012_create_review_archive.ts"
import createStudyKeeper from "./migrations/0013_create_study_keeper.ts"
import createRuns from "./migrations/0014_create_runs.ts"
import createTokenLedger from "./migrations/0015_create_token_ledger.ts"
import extendFlashcards from "./migrations/0016_extend_flashcards.ts"
import createThresholds from "./migrations/0017_create_thresholds.ts"
import createSkillTreeVersions from "./migrations/0018_create_skill_tree_versions.ts"
import createAccounts from "./migrations/0019_create_accounts.ts"
import createSessions from "./migrations/0020_create_sessions.ts"
import createThrottles from "./migrations/0021_create_throttles.ts"
import createIdempotencyRecords from "./migrations/0022_create_idempotency_records.ts"
import careForAccounts from "./migrations/0023_care_for_accounts.ts"
import nameCauses from "./migrations/0024_name_causes.ts"
import createErasures from "./migrations/0025_create_erasures.ts"

export const migrations = {
  "0001_create_users": createUsers,
  "0002_create_goals": createGoals,
  "0003_create_skill_trees": createSkillTrees,
  "0004_create_source_documents": createSourceDocuments,
  "0005_create_flashcards": createFlashcards,
  "0006_create_schedules": createSchedules,
  "0007_create_reviews": createReviews,
  "0008_protect_tables": protectTables,
  "0009_partition_reviews": partitionReviews,
  "0010_create_provider_keys": createProviderKeys,
  "0011_create_vector_work": createVectorWork,
  "0012_create_review_archive": createReviewArchive,
  "0013_create_study_keeper": createStudyKeeper,
  "0014_create_runs": createRuns,
  "0015_create_token_ledger": createTokenLedger,
  "0016_extend_flashcards": extendFlashcards,
  "0017_create_thresholds": createThresholds,
  "0018_create_skill_tree_versions": createSkillTreeVersions,
  "0019_create_accounts": createAccounts,
  "0020_create_sessions": createSessions,
  "0021_create_throttles": createThrottles,
  "0022_create_idempotency_records": createIdempotencyRecords,
  "0023_care_for_accounts": careForAccounts,
  "0024_name_causes": nameCauses,
  "0025_create_erasures": createErasures
}

/** What a database of this version is at. */
export const latestMigration = Math.max(...Object.keys(migrations).map((name) => Number.parseInt(name, 10)))

/** Runs the migrations that are missing, all or none, and says which. Programs that start together take turns. */
export const migrate: Effect.Effect<
  ReadonlyArray<readonly [id: number, name: string]>,
  Migrator.MigrationError | SqlError.SqlError,
  SqlClient.SqlClient
> = Effect.gen(function* () {
  const sql = yield* SqlClient.SqlClient
  const inTurn = Effect.gen(function* () {
    yield* settings(sql)
    yield* takeTurn(sql, "loopi.loopi_migrations")
    yield* sql`CREATE SCHEMA IF NOT EXISTS loopi`
    yield* adoptTables(sql)
    return yield* Migrator.make({})({ loader: Migrator.fromRecord(migrations), table: "loopi_migrations" })
  })
  return yield* sql.withTransaction(inTurn)
}).pipe(Effect.withSpan("Migrations.migrate"))

/** Waits for whoever migrates now, until the end of their transaction; and says so where it takes long. */
export const takeTurn = (sql: SqlClient.SqlClient, name: string) =>
  Effect.raceFirst(
    sql`SELECT pg_advisory_xact_lock(hashtext(${name}))`,
    Effect.logWarning("Waiting for another migration of this database to end.").pipe(
      Effect.delay("2 seconds"),
      Effect.andThen(Effect.never)
    )
  )

/** A migration may take its time, and so may waiting for somebody else's. What it makes is made in our schema. */
const settings = (sql: SqlClient.SqlClient) => sql`
  SELECT set_config('lock_timeout', '0', true), set_config('statement_timeout', '0', true),
    set_config('idle_in_transaction_session_timeout', '0', true), set_config('search_path', 'loopi, public', true)
`
