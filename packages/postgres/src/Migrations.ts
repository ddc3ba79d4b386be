/**
 * Brings a database up to date. A merged migration is never edited: the next one changes what it made.
 */
import { Effect } from "effect"
import { Migrator, SqlClient, type SqlError } from "effect/sql"
import createUsers from "./migrations/0001_create_users.ts"
import createGoals from "./migrations/0002_create_goals.ts"
import createSkillTrees from "./migrations/0003_create_skill_trees.ts"
import createSourceDocuments from "./migrations/0004_create_source_documents.ts"
import createFlashcards from "./migrations/0005_create_flashcards.ts"
import createSchedules from "./migrations/0006_create_schedules.ts"
import createReviews from "./migrations/0007_create_reviews.ts"

export const migrations = {
  "0001_create_users": createUsers,
  "0002_create_goals": createGoals,
  "0003_create_skill_trees": createSkillTrees,
  "0004_create_source_documents": createSourceDocuments,
  "0005_create_flashcards": createFlashcards,
  "0006_create_schedules": createSchedules,
  "0007_create_reviews": createReviews
}

/** Runs the migrations that are missing, all or none, and says which. Programs that start together take turns. */
export const migrate: Effect.Effect<
  ReadonlyArray<readonly [id: number, name: string]>,
  Migrator.MigrationError | SqlError.SqlError,
  SqlClient.SqlClient
> = Effect.gen(function* () {
  const sql = yield* SqlClient.SqlClient
  const inTurn = Effect.gen(function* () {
    // A migration may take its time, and so may waiting for somebody else's.
    yield* sql`SELECT set_config('lock_timeout', '0', true), set_config('statement_timeout', '0', true)`
    yield* sql`SELECT pg_advisory_xact_lock(hashtext(current_schema() || '.loopi_migrations'))`
    return yield* Migrator.make({})({ loader: Migrator.fromRecord(migrations), table: "loopi_migrations" })
  })
  return yield* sql.withTransaction(inTurn)
}).pipe(Effect.withSpan("Migrations.migrate"))
