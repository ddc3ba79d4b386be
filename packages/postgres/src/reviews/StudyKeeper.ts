/**
 * Remembers who keeps the schedules and reviews of a database's learners, so that nobody starts anew beside them.
 */
import { Effect, Schema } from "effect"
import { SqlClient, type SqlError, SqlSchema } from "effect/sql"
import { asWorker } from "../internal/asLearner.ts"

export const StudyKeeper = Schema.Literals(["postgres", "lancedb"])
export type StudyKeeper = typeof StudyKeeper.Type

/** What is kept where, before anybody decides to keep it elsewhere. */
export interface KeptStudy {
  /** `null` where nothing was ever studied. */
  readonly keeper: StudyKeeper | null
  /** Names the one study that is meant, of all there may be outside of Postgres. */
  readonly study: string | null
  /** Whether reviews have left Postgres for the archive. */
  readonly archived: boolean
}

export const kept: Effect.Effect<KeptStudy, SqlError.SqlError, SqlClient.SqlClient> = Effect.gen(function* () {
  const sql = yield* SqlClient.SqlClient
  const find = SqlSchema.findOne({
    Request: Schema.Void,
    Result: Schema.Struct({
      keeper: Schema.NullOr(StudyKeeper),
      study: Schema.NullOr(Schema.String),
      archived: Schema.Boolean
    }),
    execute: () => sql`
      SELECT
        CASE
          WHEN (SELECT keeper FROM study_keeper) = 'lancedb' THEN 'lancedb'
          WHEN EXISTS (SELECT FROM schedules) OR EXISTS (SELECT FROM reviews) THEN 'postgres'
        END AS keeper,
        (SELECT study FROM study_keeper) AS study,
        EXISTS (SELECT FROM review_archive WHERE reviews > 0) AS archived
    `
  })
  return yield* asWorker(sql)(find(undefined))
}).pipe(
  Effect.catchTags({ SchemaError: Effect.die, NoSuchElementError: Effect.die }),
  Effect.withSpan("StudyKeeper.kept")
)

/** From now on the study is kept so. */
export const record = (
  keeper: StudyKeeper,
  study: string | null
): Effect.Effect<void, SqlError.SqlError, SqlClient.SqlClient> =>
  SqlClient.SqlClient.use((sql) =>
    asWorker(sql)(sql`
      INSERT INTO study_keeper (keeper, study) VALUES (${keeper}, ${study})
      ON CONFLICT (id) DO UPDATE SET keeper = excluded.keeper, study = excluded.study
      WHERE (study_keeper.keeper, study_keeper.study) IS DISTINCT FROM (excluded.keeper, excluded.study)
    `)
  ).pipe(Effect.asVoid, Effect.withSpan("StudyKeeper.record"))
