/**
 * Whoever is erased is gone from every table there is, and every table is known to those who export and erase.
 */
import { ErasureId, ErasureStore, Ids, type Stores, type UserId } from "@loopi/core"
import { accounts, belongings, fixtures, runs } from "@loopi/core/testing"
import { assert, it } from "@effect/vitest"
import { Effect, Exit, type Layer } from "effect"
import { SqlClient } from "effect/sql"
import { asLearner, asWorker } from "../../src/internal/asLearner.ts"
import { erasedTables } from "../../src/privacy/removing.ts"

/** In which section of an export the rows of a table are, or why in none. */
const exported: Record<string, string> = {
  users: "profile",
  accounts: "account, without the hash of the password",
  account_codes: "none: digests of codes that were mailed",
  sessions: "sessions, without their secrets' digests",
  spent_secrets: "none: digests of secrets that open nothing any more",
  api_tokens: "apiTokens, without their digests",
  provider_keys: "providerKeys, the last four characters",
  idempotency_records: "none: answers sealed with keys that only the caller has, kept for a day",
  goals: "goals",
  skill_trees: "skillTrees",
  skill_nodes: "skillTrees",
  prerequisites: "skillTrees",
  former_skill_trees: "formerSkillTrees",
  unlinked_cards: "none: which cards lost their skill to which tree, as the trees and cards say",
  source_documents: "sourceDocuments",
  flashcards: "flashcards",
  flashcard_revisions: "flashcardRevisions",
  schedules: "schedules",
  reviews: "reviews, with those of the archive",
  runs: "runs",
  run_steps: "runSteps",
  run_events: "runEvents",
  model_calls: "spending, added up by day, purpose and model",
  budget_days: "spending",
  vector_work: "none: which vectors are to be made anew",
  embeddings: "none: computed from texts that are in it",
  erasures: "none: there are none of somebody who is there"
}

/** Tables with rows that are no learner's, and what they hold. */
const nobodys: Record<string, string> = {
  mail_requests: "mails that wait, by address: erased with the account that has it",
  throttles: "counters under keyed digests, each gone within a day",
  server_secrets: "secrets of the server",
  thresholds: "what counts as similar in a space",
  study_keeper: "where studying is kept",
  review_archive: "how far the archive has come",
  loopi_migrations: "which migrations ran",
  loopi_vector_migrations: "which migrations ran"
}

export const suite = <E>(
  name: string,
  layer: Layer.Layer<Stores | SqlClient.SqlClient, E>,
  concurrent: boolean
): void =>
  it.layer(layer, { timeout: "120 seconds" })(`who is erased (${name})`, (it) => {
    it.effect("every table is either erased or nobody's, and either exported or told why not", () =>
      Effect.gen(function* () {
        const sql = yield* SqlClient.SqlClient
        const columns = yield* asWorker(sql)(
          sql<{ readonly table: string; readonly owned: boolean }>`
            SELECT table_name AS "table", bool_or(column_name = 'user_id') AS owned
            FROM information_schema.columns WHERE table_schema = 'loopi' GROUP BY table_name
          `
        )
        const owned = columns.filter((one) => one.owned && !isPartition(one.table)).map(({ table }) => table)
        assert.isAbove(owned.length, 20)
        assert.sameMembers(
          owned.filter((table) => table !== "embeddings" && table !== "erasures"),
          [...erasedTables]
        )
        for (const table of owned) assert.property(exported, table)
        for (const { table } of columns.filter((one) => !one.owned && one.table !== "users")) {
          assert.property(nobodys, table)
        }
      })
    )

    it.effect("leaves no row in any of them, and of everybody else every row as it was", () =>
      Effect.gen(function* () {
        const [leaving, staying] = [yield* newOwner, yield* newOwner]
        const before = yield* rowsOf(staying)
        const had = yield* rowsOf(leaving)
        for (const table of erasedTables) assert.notDeepEqual(had[table], [], `nothing in ${table} to begin with`)
        yield* erase(leaving)
        for (const [table, rows] of Object.entries(yield* rowsOf(leaving))) assert.deepStrictEqual(rows, [], table)
        assert.deepStrictEqual(yield* rowsOf(staying), before)
      })
    )

    it.effect("refuses whoever writes for them meanwhile and afterwards", () =>
      Effect.gen(function* () {
        const leaving = yield* belongings.newBelongings
        const writers = [
          Effect.exit(Effect.flatMap(fixtures.newGoal(leaving), fixtures.newStudied)),
          Effect.exit(Effect.flatMap(fixtures.newGoal(leaving), (goal) => runs.newRun(leaving, { goalId: goal.id }))),
          Effect.exit(accounts.newSession(leaving)),
          Effect.exit(accounts.newToken(leaving))
        ]
        const all = Array.from({ length: concurrent ? 10 : 2 }, () => writers).flat()
        const writing = Effect.all(all, { concurrency: "unbounded" })
        const [exits] = yield* Effect.all([writing, erase(leaving)], { concurrency: "unbounded" })
        const late: Exit.Exit<unknown> = yield* Effect.exit(fixtures.newGoal(leaving))
        assert.isTrue(Exit.isFailure(late), "somebody who is gone has a goal")
        assert.isTrue([...exits, late].some((exit: Exit.Exit<unknown>) => Exit.isFailure(exit)))
        for (const [table, rows] of Object.entries(yield* rowsOf(leaving))) assert.deepStrictEqual(rows, [], table)
      })
    )
  })

const isPartition = (table: string) => /^reviews_\d$/.test(table)

/** With the row that no port makes without a master key. */
const newOwner = Effect.tap(
  belongings.newBelongings,
  Effect.fnUntraced(function* (userId) {
    const sql = yield* SqlClient.SqlClient
    yield* asLearner(
      sql,
      userId
    )(sql`
      INSERT INTO provider_keys (user_id, provider, id, last_four, master_key_id, box, added_at)
      VALUES (${userId}, 'jina', ${userId}, '9xQz', 'some', ${new Uint8Array([1])}, now())
    `)
  })
)

const erase = Effect.fnUntraced(function* (userId: UserId) {
  const store = yield* ErasureStore
  const id = ErasureId.make(yield* (yield* Ids).next)
  yield* store.begin({ id, userId, code: yield* accounts.newDigest, begunAt: fixtures.january(20) })
})

/** Every row of a learner, as text, by table. */
const rowsOf = Effect.fnUntraced(function* (userId: UserId) {
  const sql = yield* SqlClient.SqlClient
  const rows = yield* Effect.forEach(
    erasedTables,
    (table) =>
      sql<{ readonly text: string }>`
        SELECT t::text AS text FROM ${sql(table)} AS t WHERE user_id = ${userId} ORDER BY t::text
      `
  ).pipe(asWorker(sql))
  return Object.fromEntries(erasedTables.map((table, i) => [table, (rows[i] ?? []).map(({ text }) => text)]))
})
