/**
 * Makes a table one that only `asLearner` and `asWorker` can use: a learner sees and writes own rows, a worker all.
 */
import { Effect } from "effect"
import type { SqlClient } from "effect/sql"

export interface Protection {
  /** The column that holds the learner's id. */
  readonly owner?: string
  /** What a learner's transaction may do. A worker may read and write, and nobody may truncate. */
  readonly learner?: ReadonlyArray<"SELECT" | "INSERT" | "UPDATE" | "DELETE">
}

/** The user filter of every statement stays: this is the second wall, and it stands when a filter is forgotten. */
export const protect = Effect.fnUntraced(function* (
  sql: SqlClient.SqlClient,
  table: string,
  { learner = ["SELECT", "INSERT", "UPDATE", "DELETE"], owner = "user_id" }: Protection = {}
) {
  const name = sql(`loopi.${table}`)
  const own = sql`${sql(owner)} = nullif(current_setting('loopi.user_id', true), '')::uuid`
  yield* sql`ALTER TABLE ${name} ENABLE ROW LEVEL SECURITY`
  // The owner of a table passes its policies unless they are forced.
  yield* sql`ALTER TABLE ${name} FORCE ROW LEVEL SECURITY`
  yield* sql`CREATE POLICY of_learner ON ${name} TO loopi_learner USING (${own}) WITH CHECK (${own})`
  yield* sql`CREATE POLICY of_worker ON ${name} TO loopi_worker USING (true) WITH CHECK (true)`
  yield* sql`GRANT ${sql.literal(learner.join(", "))} ON ${name} TO loopi_learner`
  yield* sql`GRANT SELECT, INSERT, UPDATE, DELETE ON ${name} TO loopi_worker`
})
