/**
 * Row security keeps learners apart in every table there is, whatever a statement asks for.
 */
import type { Goal, UserId } from "@loopi/core"
import { FlashcardStore, RunStore, SkillTreeStore, SourceDocumentStore, TokenLedger } from "@loopi/core"
import { fixtures, runs } from "@loopi/core/testing"
import { assert, it } from "@effect/vitest"
import { Effect, type Layer, Result } from "effect"
import { SqlClient, type SqlError, type Statement } from "effect/sql"
import { asLearner, asWorker } from "../../src/internal/asLearner.ts"
import { sqlStateOf } from "../../src/internal/sqlState.ts"
import { settleIn } from "../accounts/members.ts"
import type { Database } from "../shared.ts"
import { ownedTables, partitions, workerTables } from "./tables.ts"

/** A learner with rows in every table. */
const newResident = Effect.gen(function* () {
  const sql = yield* SqlClient.SqlClient
  const learner = yield* settleIn
  const goal = yield* fixtures.newGoal(learner)
  yield* regrown(goal)
  yield* SourceDocumentStore.use((documents) => Effect.flatMap(fixtures.makeDocument(goal), documents.insert))
  yield* fixtures.study(yield* fixtures.newStudied(goal), [3, 1, null])
  yield* written(goal)
  yield* asLearner(
    sql,
    learner
  )(sql`
    INSERT INTO provider_keys (user_id, provider, id, last_four, master_key_id, box, added_at)
    VALUES (${learner}, 'jina', ${learner}, '1234', 'k', '\\x00', now())
  `)
  yield* asWorker(sql)(sql`
    INSERT INTO erasures (id, user_id, code, begun_at, finished_at, parts)
    VALUES (${learner}, ${learner}, ${learner}, now(), now(), '[]')
  `)
  return learner
})

/** What a run leaves behind: a step, an event, a call that was paid for, and a card that was written anew. */
const written = Effect.fnUntraced(function* (goal: Goal) {
  const run = yield* runs.newRunning(goal)
  const card = yield* fixtures.makeCard(goal, { runId: run.id })
  yield* RunStore.use((store) => store.finishStep(run.userId, run.id, runs.stepOf("commit/1"), { cards: [card] }))
  yield* FlashcardStore.use((cards) => cards.update(card, card.updatedAt))
  const call = yield* runs.makeCall(run.userId, { runId: run.id })
  yield* TokenLedger.use((ledger) => ledger.reserve(call, { callsPerDay: 1, tokensPerDay: 1_000 }))
})

/** A tree in the place of another, which leaves a card without its skill. */
const regrown = Effect.fnUntraced(function* (goal: Goal) {
  const trees = yield* SkillTreeStore
  const first = yield* fixtures.makeTree(goal)
  yield* trees.save(first)
  yield* fixtures.newCard(goal, { nodeId: first.nodes[0]?.id ?? null })
  yield* trees.save(yield* fixtures.makeTree(goal, 2))
})

const refused = "42501"

/** How many rows a statement found or changed, or the code it was refused with. */
const outcome = <A>(statement: Effect.Effect<ReadonlyArray<A>, SqlError.SqlError>) =>
  Effect.map(Effect.result(statement), (result) =>
    Result.isSuccess(result) ? result.success.length : sqlStateOf(result.failure.reason)
  )

/** What somebody else may try with the rows of `theirs`. */
const attempts = (sql: SqlClient.SqlClient, name: string, owner: string, theirs: UserId, mine: UserId) => {
  const table = sql(name)
  const column = sql(owner)
  return {
    read: sql`SELECT 1 FROM ${table} WHERE ${column} = ${theirs}`,
    readAll: sql`SELECT 1 FROM ${table} WHERE ${column} <> ${mine}`,
    change: sql`UPDATE ${table} SET ${column} = ${column} WHERE ${column} = ${theirs} RETURNING 1`,
    take: sql`UPDATE ${table} SET ${column} = ${mine} WHERE ${column} = ${theirs} RETURNING 1`,
    remove: sql`DELETE FROM ${table} WHERE ${column} = ${theirs} RETURNING 1`
  }
}

const rowsOf = (sql: SqlClient.SqlClient, name: string, owner: string, learner: UserId) =>
  asWorker(sql)(
    sql<{ readonly row: object }>`
      SELECT to_jsonb(whole) AS row FROM ${sql(name)} AS whole WHERE ${sql(owner)} = ${learner} ORDER BY 1
    `
  )

/** Neither a learner nor a worker may do this to any table. */
const refusedForEach = (
  what: string,
  statement: (sql: SqlClient.SqlClient, name: string) => Statement.Statement<unknown>
) =>
  Effect.gen(function* () {
    const sql = yield* SqlClient.SqlClient
    const learner = yield* fixtures.newLearner
    const tables = [...(yield* ownedTables(sql)), ...(yield* workerTables(sql))]
    for (const { name } of tables) {
      for (const as of [asLearner(sql, learner), asWorker(sql)]) {
        assert.strictEqual(yield* outcome(as(statement(sql, name))), refused, `${what} ${name}`)
      }
    }
  })

export const suite = <E>(adapter: string, layer: Layer.Layer<Database, E>): void =>
  it.layer(layer, { timeout: "60 seconds" })(`learners (${adapter})`, (it) => {
    it.effect("see, change and remove nothing of each other's in any table", () =>
      Effect.gen(function* () {
        const sql = yield* SqlClient.SqlClient
        const theirs = yield* newResident
        const mine = yield* newResident
        const as = asLearner(sql, mine)
        const tables = yield* ownedTables(sql)
        assert.isAbove(tables.length, 9)
        for (const { name, owner } of tables) {
          const before = yield* rowsOf(sql, name, owner, theirs)
          assert.isNotEmpty(before, `${name} is not tested: the resident has no row in it`)
          for (const [what, statement] of Object.entries(attempts(sql, name, owner, theirs, mine))) {
            assert.oneOf(yield* outcome(as(statement)), [0, refused], `${what} ${name}`)
          }
          const own = sql`SELECT 1 FROM ${sql(name)} WHERE ${sql(owner)} = ${mine}`
          assert.oneOf(yield* outcome(as(own)), [1, 2, 3, 4], `own rows of ${name}`)
          assert.deepStrictEqual(yield* rowsOf(sql, name, owner, theirs), before, name)
        }
      })
    )

    it.effect("cannot add to another's rows or hand own ones over", () =>
      Effect.gen(function* () {
        const sql = yield* SqlClient.SqlClient
        const theirs = yield* newResident
        const mine = yield* newResident
        for (const { name, owner } of yield* ownedTables(sql)) {
          const table = sql(name)
          const [one] = yield* rowsOf(sql, name, owner, theirs)
          const copy = sql`
            INSERT INTO ${table} OVERRIDING SYSTEM VALUE SELECT (jsonb_populate_record(NULL::${table}, ${JSON.stringify(one?.row)}::jsonb)).*
          `
          const handOver = sql`UPDATE ${table} SET ${sql(owner)} = ${theirs} WHERE ${sql(owner)} = ${mine}`
          for (const statement of [copy, handOver]) {
            assert.strictEqual(yield* outcome(asLearner(sql, mine)(statement)), refused, name)
          }
        }
      })
    )

    it.effect("truncate nothing, and no worker does", () =>
      refusedForEach("TRUNCATE", (sql, name) => sql`TRUNCATE ${sql(name)} CASCADE`)
    )

    it.effect("own nothing, and no worker does", () =>
      refusedForEach("ALTER", (sql, name) => sql`ALTER TABLE ${sql(name)} DISABLE ROW LEVEL SECURITY`)
    )

    it.effect("do not get at what belongs to no learner, nor at partitions by their names", () =>
      Effect.gen(function* () {
        const sql = yield* SqlClient.SqlClient
        const learner = yield* fixtures.newLearner
        const parts = yield* partitions(sql)
        assert.lengthOf(parts, 8)
        for (const { name } of [...(yield* workerTables(sql)), ...parts]) {
          assert.strictEqual(yield* outcome(asLearner(sql, learner)(sql`SELECT FROM ${sql(name)}`)), refused, name)
        }
      })
    )

    it.effect("are nobody outside of a transaction that names them", () =>
      Effect.gen(function* () {
        const sql = yield* SqlClient.SqlClient
        yield* newResident
        for (const { name } of yield* ownedTables(sql)) {
          assert.isString(yield* outcome(sql`SELECT 1 FROM ${sql(name)}`), name)
        }
      })
    )

    it.effect("are kept apart by row security that is forced on every table", () =>
      Effect.gen(function* () {
        const sql = yield* SqlClient.SqlClient
        const open = yield* sql`
          SELECT relname FROM pg_class
          WHERE relnamespace = 'loopi'::regnamespace AND relkind IN ('r', 'p') AND relname NOT LIKE 'loopi%migrations'
            AND NOT (relrowsecurity AND relforcerowsecurity)
        `
        assert.deepStrictEqual(open, [])
      })
    )
  })
