/**
 * A disk that hangs while somebody closes the table: what was begun is waited for, but not forever.
 */
import { assert, it } from "@effect/vitest"
import { connect, type Table } from "@lancedb/lancedb"
import { Effect, Exit, Fiber, Logger, References, Scope } from "effect"
import { TestClock } from "effect/testing"
import { closed } from "../../src/attempt.ts"
import { makeWriter } from "../../src/vectors/makeWriter.ts"
import { temporaryDirectory } from "../temporaryDirectory.ts"

const inPieces = { numRows: 100, fragmentStats: { numSmallFragments: 100, numFragments: 100 } }

/** Says that it is in pieces, and merges them when it is told. */
const merging = (table: Table) => {
  const [begun, done] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
  const optimize = () => {
    begun.resolve()
    return done.promise
  }
  const told: Record<string, unknown> = {
    stats: () => Promise.resolve(inPieces),
    indexStats: () => Promise.resolve({ numUnindexedRows: 0 }),
    optimize
  }
  const proxy = new Proxy(table, { get: (_, name) => told[String(name)] ?? Reflect.get(table, name, table) })
  return { table: proxy, begun: Effect.promise(() => begun.promise), ends: Effect.sync(done.resolve) }
}

const newTable = Effect.flatMap(temporaryDirectory, (directory) =>
  Effect.promise(() => connect(directory).then((db) => db.createTable("rows", [{ id: 1 }])))
)

/** A writer that can be closed, and what it warns of. */
const opened = Effect.fnUntraced(function* (table: Table) {
  const scope = yield* Scope.make()
  const logged: Array<unknown> = []
  const loggers = new Set([Logger.make(({ message }) => void logged.push(message))])
  const { write } = yield* Scope.provide(makeWriter(table), scope).pipe(
    Effect.provideService(References.CurrentLoggers, loggers)
  )
  return { close: Scope.close(scope, Exit.void), logged, write }
})

it.effect("closing waits five seconds for an upkeep that hangs, says so, and the next start does it again", () =>
  Effect.gen(function* () {
    const table = yield* newTable
    const hanging = merging(table)
    const { close, logged } = yield* opened(hanging.table)
    yield* hanging.begun
    const closing = yield* Effect.forkChild(close)
    yield* TestClock.adjust("4 seconds")
    assert.isUndefined(closing.pollUnsafe())
    yield* TestClock.adjust("1 second")
    yield* Fiber.join(closing)
    assert.match(String(logged), /keeps LanceDB waiting/)

    const again = merging(table)
    const next = yield* opened(again.table)
    yield* again.begun
    yield* again.ends
    yield* next.close
    assert.deepStrictEqual(next.logged, [])
  })
)

it.effect("a write that hangs is given up after five seconds, and keeps its turn until it ends", () =>
  Effect.gen(function* () {
    const table = yield* newTable
    const { close, logged, write } = yield* opened(table)
    const [begun, done] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
    const hanging = () => {
      begun.resolve()
      return done.promise
    }
    const overwrites = Effect.succeed(false)
    const first = yield* Effect.forkChild(write({ operation: "put", call: hanging, overwrites }))
    yield* Effect.promise(() => begun.promise)
    const given = yield* Effect.forkChild(Fiber.interrupt(first))
    yield* TestClock.adjust("4 seconds")
    assert.isUndefined(given.pollUnsafe())
    yield* TestClock.adjust("1 second")
    yield* Fiber.join(given)

    const second = yield* Effect.forkChild(write({ operation: "put", call: () => table.add([{ id: 2 }]), overwrites }))
    yield* TestClock.adjust("1 second")
    assert.strictEqual(yield* Effect.promise(() => table.countRows()), 1)
    done.resolve()
    yield* Fiber.join(second)
    assert.strictEqual(yield* Effect.promise(() => table.countRows()), 2)
    yield* close
    assert.deepStrictEqual(logged, [])
  })
)

it.live("a table that is still asked something may be closed, and answers", () =>
  Effect.gen(function* () {
    const table = yield* newTable
    const asked = table.stats()
    yield* closed(table)
    assert.strictEqual((yield* Effect.promise(() => asked)).numRows, 1)
  })
)
