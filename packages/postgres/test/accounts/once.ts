/**
 * That what is asked for once is done once: each use case with its record, or neither.
 */
import { type AnswerKept, IdempotencyStore, type UserId } from "@loopi/core"
import { fixtures } from "@loopi/core/testing"
import { assert, it, type Vitest } from "@effect/vitest"
import { Effect, Layer } from "effect"
import { TestClock } from "effect/testing"
import { SqlClient } from "effect/sql"
import { asWorker } from "../../src/internal/asLearner.ts"
import { ownedTables } from "../below/tables.ts"
import { type Ask, type Asked, type Asker, asks, checks, type Kept, newAsker, useCases } from "./asking.ts"
import { answer, at, makeRequest } from "./members.ts"

type It = Vitest.MethodsNonLive<Kept | Layer.Success<typeof useCases>>

/** Ends what is under way before it is committed. */
export type Breaking = <A, E, R>(work: Effect.Effect<A, E, R>) => Effect.Effect<A, E, R | SqlClient.SqlClient>

export const suite = <E>(adapter: string, layer: Layer.Layer<Kept, E>, breaking: Breaking): void =>
  it.layer(Layer.provideMerge(useCases, layer), { timeout: "120 seconds" })(`a request (${adapter})`, (it) => {
    for (const [what, ask] of Object.entries(asks)) {
      does(it, what, ask)
      undoes(it, what, ask, breaking)
    }
    looks(it)
  })

/** Everything the learner has, apart from work on vectors, which somebody does at once. */
const everythingOf = Effect.fnUntraced(function* (userId: UserId) {
  const sql = yield* SqlClient.SqlClient
  const tables = (yield* ownedTables(sql)).filter(({ name }) => name !== "vector_work")
  const rows = yield* Effect.forEach(tables, ({ name, owner }) =>
    Effect.map(
      asWorker(sql)(sql<{ readonly row: object }>`
        SELECT to_jsonb(whole) AS row FROM ${sql(name)} AS whole WHERE ${sql(owner)} = ${userId} ORDER BY 1
      `),
      (found) => [name, found] as const
    )
  )
  return Object.fromEntries(rows)
})

const sameRows = (before: unknown, after: unknown): boolean => JSON.stringify(before) === JSON.stringify(after)

const asked = (request: ReturnType<typeof makeRequest>, work: Effect.Effect<AnswerKept>) =>
  IdempotencyStore.use((store) => store.once(request, at, work, "joined"))

const beginning = Effect.gen(function* () {
  yield* TestClock.setTime(fixtures.january(9).epochMilliseconds)
  const asker = yield* newAsker
  return { asker, request: makeRequest(asker.userId), before: yield* everythingOf(asker.userId) }
})

const does = (it: It, what: string, ask: Ask): void => {
  it.effect(`for ${what} is done once, however often it is sent`, () =>
    Effect.gen(function* () {
      const { asker, before, request } = yield* beginning
      const work = yield* bound(ask, asker)
      assert.deepStrictEqual(yield* asked(request, work), answer)
      const after = yield* everythingOf(asker.userId)
      assert.lengthOf(after["idempotency_records"] ?? [], (before["idempotency_records"] ?? []).length + 1)
      assert.isAbove(Object.keys(after).filter((table) => !sameRows(before[table], after[table])).length, 1)
      assert.deepStrictEqual(yield* asked(request, work), answer)
      assert.deepStrictEqual(yield* everythingOf(asker.userId), after)
    })
  )
}

const undoes = (it: It, what: string, ask: Ask, breaking: Breaking): void => {
  it.effect(`for ${what} leaves nothing where it is broken off before its commit, and is done when sent again`, () =>
    Effect.gen(function* () {
      const { asker, before, request } = yield* beginning
      const sql = yield* SqlClient.SqlClient
      const work = yield* bound(ask, asker)
      const broken = Effect.provideService(breaking(work), SqlClient.SqlClient, sql)
      assert.isTrue((yield* Effect.exit(asked(request, broken)))._tag === "Failure")
      assert.deepStrictEqual(yield* everythingOf(asker.userId), before)
      assert.deepStrictEqual(yield* asked(request, work), answer)
      assert.notDeepEqual(yield* everythingOf(asker.userId), before)
    })
  )
}

const looks = (it: It): void => {
  it.effect("looks up on its way what belongs to nobody", () =>
    Effect.gen(function* () {
      const { asker } = yield* beginning
      for (const check of Object.values(checks)) {
        const again = makeRequest(asker.userId)
        assert.deepStrictEqual(yield* asked(again, yield* bound(check, asker)), answer)
      }
    })
  )
}

/** The use case as a request does it. */
const bound = (ask: Ask, asker: Asker) =>
  Effect.map(Effect.context<Asked>(), (context) => Effect.provide(Effect.as(ask(asker), answer), context))
