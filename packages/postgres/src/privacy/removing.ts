/**
 * Removes a learner's rows, table by table, what refers to others before what is referred to.
 */
import type { ErasedPart, UserId } from "@loopi/core"
import { Effect } from "effect"
import type { SqlClient, Statement } from "effect/sql"

/** Every table with rows of learners, but for vectors, which are removed with their index. */
export const erasedTables = [
  "idempotency_records",
  "spent_secrets",
  "sessions",
  "api_tokens",
  "account_codes",
  "accounts",
  "provider_keys",
  "run_events",
  "run_steps",
  "runs",
  "model_calls",
  "budget_days",
  "unlinked_cards",
  "former_skill_trees",
  "prerequisites",
  "skill_nodes",
  "skill_trees",
  "flashcard_revisions",
  "schedules",
  "flashcards",
  "source_documents",
  "goals",
  "reviews",
  "vector_work"
] as const

export const removingOver = (sql: SqlClient.SqlClient) => {
  const counted = (place: string, where: Statement.Fragment) =>
    Effect.map(
      sql<{ readonly rows: number }>`
        WITH gone AS (DELETE FROM ${sql(place)} WHERE ${where} RETURNING 1)
        SELECT count(*)::int AS rows FROM gone
      `,
      ([row]): ErasedPart => ({ place, rows: row?.rows ?? 0, done: true })
    )

  const remove = Effect.fnUntraced(function* (userId: UserId) {
    // A mail that waits knows the address alone, so it goes before the account.
    const address = sql`(SELECT email FROM accounts WHERE user_id = ${userId})`
    const mails = yield* counted("mail_requests", sql`email = ${address}`)
    const others = yield* Effect.forEach(erasedTables, (table) => counted(table, sql`user_id = ${userId}`))
    return [mails, ...others, yield* counted("users", sql`id = ${userId}`)]
  })

  /**
   * Whether the learner is there: then whoever writes for them waits for the end of this transaction, and finds nobody.
   * A long history takes longer to remove than a request may.
   */
  const lock = Effect.fnUntraced(function* (userId: UserId) {
    yield* sql`SELECT set_config('statement_timeout', '600000', true)`
    const found = yield* sql`SELECT id FROM users WHERE id = ${userId} FOR UPDATE`
    return found.length > 0
  })

  return { lock, remove }
}
