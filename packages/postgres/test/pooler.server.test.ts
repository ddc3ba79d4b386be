/**
 * Everything works through a pooler that hands sessions on after each transaction, and nothing is left on them.
 */
import { FlashcardStore, GoalStore, ReviewLog, Schedules, StudyDay } from "@loopi/core"
import { StoresContract, TestMasterKeys, fixtures } from "@loopi/core/testing"
import { Postgres } from "@loopi/postgres"
import { assert, it } from "@effect/vitest"
import { Array, Effect, Exit, Fiber, Layer, Option, Redacted } from "effect"
import { SqlClient } from "effect/sql"
import { asLearner } from "../src/internal/asLearner.ts"
import { killing } from "./accounts/killing.ts"
import * as once from "./accounts/once.ts"
import { pooled, withPooler } from "./pooler.ts"
import { layer as layerServer, TestServer, withServer } from "./server.ts"
import { shared } from "./shared.ts"

const sessions = 4
const tenants = 20
const requests = 5_000

const throughPooler = Postgres.layerStores.pipe(
  Layer.provideMerge(
    Layer.unwrap(
      Effect.gen(function* () {
        const { runtime } = yield* (yield* TestServer).newMigrated
        return Postgres.layerServer(yield* pooled(runtime, sessions), { maxConnections: tenants })
      })
    )
  ),
  Layer.provideMerge(TestMasterKeys.layer),
  Layer.provide(layerServer)
)

/** A learner with a goal, and cards that are studied. */
const newTenant = Effect.gen(function* () {
  const goal = yield* fixtures.newGoal(yield* fixtures.newLearner)
  const schedules = yield* Effect.replicateEffect(fixtures.newStudied(goal), 3)
  return { goal, schedules, userId: goal.userId }
})
type Tenant = Effect.Success<typeof newTenant>

/** What one request of `mine` sees that is not its own, while it asks for what is `theirs` as well. */
const leaks = Effect.fnUntraced(function* (mine: Tenant, theirs: Tenant, turn: number) {
  const { goal, userId } = mine
  const cardIds = [...mine.schedules, ...theirs.schedules].map(({ cardId }) => cardId)
  const asked = { goalIds: [goal.id, theirs.goal.id], now: fixtures.january(9), today: StudyDay.make(99_999), limit: 9 }
  switch (turn % 6) {
    case 0:
      return foreign(mine, yield* GoalStore.use((store) => store.list(userId)))
    case 1:
      return foreign(mine, yield* FlashcardStore.use((store) => store.many(userId, cardIds)))
    case 2:
      return foreign(mine, yield* Schedules.use((store) => store.unseen(userId, asked)))
    case 3: {
      // Given up half-way: the session must come back clean from this too.
      const sql = yield* SqlClient.SqlClient
      const failing = Effect.andThen(sql`SELECT 1 FROM goals`, Effect.fail("given up"))
      return Exit.isFailure(yield* Effect.exit(asLearner(sql, userId)(failing))) ? 0 : 1
    }
    case 4: {
      const leaving = yield* Effect.forkChild(
        GoalStore.use((store) => store.list(userId)),
        { startImmediately: true }
      )
      yield* Fiber.interrupt(leaving)
      return 0
    }
    default: {
      const found = yield* Effect.option(GoalStore.use((store) => store.get(userId, theirs.goal.id)))
      return Option.isSome(found) ? 1 : 0
    }
  }
})

/** Rows that are somebody else's; a row of one's own that is missing counts as well. */
const foreign = (mine: Tenant, rows: ReadonlyArray<{ readonly userId: string }>): number =>
  rows.length === 0 ? 1 : rows.filter(({ userId }) => userId !== mine.userId).length

withServer("through a pooler", () =>
  withPooler("through a pooler", () => {
    const stores = shared(throughPooler)
    StoresContract.suite("Postgres through PgBouncer", stores)
    once.suite("Postgres through PgBouncer", stores, killing)

    it.layer(stores, { timeout: "60 seconds" })("a pooler in transaction mode", (it) => {
      it.effect(
        `shows nobody another's rows in ${requests} requests of ${tenants} learners over ${sessions} sessions`,
        () =>
          Effect.gen(function* () {
            const sql = yield* SqlClient.SqlClient
            const all = yield* Effect.replicateEffect(newTenant, tenants)
            const at = (i: number) => Array.getUnsafe(all, i % tenants)
            const found = yield* Effect.forEach(
              Array.range(0, requests - 1),
              (i) => leaks(at(i), at(i + 1 + (i % 7)), Math.floor(i / tenants)),
              { concurrency: tenants }
            )
            assert.lengthOf(found, requests)
            assert.strictEqual(
              found.reduce((sum, one) => sum + one, 0),
              0
            )
            assert.isAtLeast(yield* sessionsOf(sql), 2)
          }),
        120_000
      )

      it.effect("hands every session on without a role, a learner or a setting", () =>
        Effect.gen(function* () {
          const sql = yield* SqlClient.SqlClient
          yield* Effect.all(
            Array.makeBy(tenants, () => newTenant),
            { concurrency: "unbounded" }
          )
          const states = yield* Effect.all(
            Array.makeBy(
              tenants,
              () => sql`
              SELECT current_user = session_user AS bare, current_setting('loopi.user_id', true) AS learner,
                current_setting('search_path') LIKE '%loopi%' AS ours, current_setting('statement_timeout') AS wait
            `
            ),
            { concurrency: "unbounded" }
          )
          for (const [state] of states) {
            assert.deepInclude(state, { bare: true, ours: false, wait: "0" })
            assert.oneOf(state?.learner, [null, ""])
          }
        })
      )

      it.effect("is noticed where the URL says nothing of it", () =>
        Effect.gen(function* () {
          const { runtime } = yield* (yield* TestServer).newMigrated
          const silent = new URL(Redacted.value(yield* pooled(runtime, sessions)))
          silent.searchParams.delete("pgbouncer")
          const through = Postgres.layerServer(Redacted.make(silent.href), { maxConnections: tenants })
          yield* Effect.gen(function* () {
            const all = yield* Effect.all(
              Array.makeBy(tenants, () => newTenant),
              { concurrency: "unbounded" }
            )
            assert.lengthOf(all, tenants)
            const left = yield* SqlClient.SqlClient.use(
              (sql) => sql`SELECT name FROM pg_prepared_statements`.unprepared
            )
            assert.deepStrictEqual(left, [])
          }).pipe(Effect.provide(Layer.provideMerge(Postgres.layerStores, through), { local: true }))
        }).pipe(Effect.scoped, Effect.provide(layerServer))
      )

      it.effect("keeps ratings and their history together", () =>
        Effect.gen(function* () {
          const log = yield* ReviewLog
          const all = yield* Effect.replicateEffect(newTenant, 8)
          const histories = yield* Effect.forEach(
            all.flatMap(({ schedules }) => schedules),
            (start) => fixtures.study(start, [3, 1, 4, null, 2]),
            { concurrency: "unbounded" }
          )
          for (const { replayed, reviews, schedule } of histories) {
            assert.lengthOf(reviews, 5)
            assert.deepStrictEqual(replayed, schedule)
            assert.deepStrictEqual(yield* log.ofCard(schedule.userId, schedule.cardId), reviews)
          }
        })
      )
    })
  })
)

/** How many sessions of the server have been at work for us. */
const sessionsOf = (sql: SqlClient.SqlClient) =>
  Effect.map(
    Effect.all(
      Array.makeBy(200, () => sql<{ readonly pid: number }>`SELECT pg_backend_pid() AS pid FROM pg_sleep(0.002)`),
      { concurrency: tenants }
    ),
    (rows) => new Set(rows.map(([row]) => row?.pid)).size
  )
