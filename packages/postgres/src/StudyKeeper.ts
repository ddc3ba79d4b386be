/**
 * Remembers who keeps the schedules and reviews of a database's learners, so that nobody starts anew beside them.
 */
import { Effect, Schema } from "effect"
import { SqlClient, type SqlError, SqlSchema } from "effect/sql"
import { asWorker } from "./internal/asLearner.ts"

export const StudyKeeper = Schema.Literals(["postgres", "lancedb"])
export type StudyKeeper = typeof StudyKeeper.Type

/** What is kept where, before anybody decides to keep it elsewhere. */
export interface KeptStudy {
  /** `null` where nothing was ever studied. */
  readonly keeper: StudyKeeper | null
  /** Whether reviews have left Postgres for the archive. */
  readonly archived: boolean
}

export const kept: Effect.Effect<KeptStudy, SqlError.SqlError, SqlClient.SqlClient> = Effect.gen(function* () {
  const sql = yield* SqlClient.SqlClient
  const find = SqlSchema.findOne({
    Request: Schema.Void,
    Result: Schema.Struct({ keeper: Schema.NullOr(StudyKeeper), archived: Schema.Boolean }),
    execute: () => sql`
      SELECT
        CASE
          WHEN (SELECT keeper FROM study_keeper) = 'lancedb' THEN 'lancedb'
          WHEN EXISTS (SELECT FROM schedules) OR EXISTS (SELECT FROM reviews) THEN 'postgres'
        END AS keeper,
        EXISTS (SELECT FROM review_archive WHERE reviews > 0) AS archived
    `
  })
  return yield* asWorker(sql)(find(undefined))
}).pipe(
  Effect.catchTags({ SchemaError: Effect.die, NoSuchElementError: Effect.die }),
  Effect.withSpan("StudyKeeper.kept")
)

/** From now on the study is kept so. */
export const record = (keeper: StudyKeeper): Effect.Effect<void, SqlError.SqlError, SqlClient.SqlClient> =>
  SqlClient.SqlClient.use((sql) =>
    asWorker(sql)(sql`
      INSERT INTO study_keeper (keeper) VALUES (${keeper})
      ON CONFLICT (id) DO UPDATE SET keeper = excluded.keeper WHERE study_keeper.keeper <> excluded.keeper
    `)
  ).pipe(Effect.asVoid, Effect.withSpan("StudyKeeper.record"))
