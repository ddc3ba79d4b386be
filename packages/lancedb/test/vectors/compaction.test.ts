/**
 * A compaction that takes long: what is new is written meanwhile, and who touches what is there is sent away for a while.
 */
import { StoreUnavailable } from "@loopi/core"
import { assert, it } from "@effect/vitest"
import { connect, type Table } from "@lancedb/lancedb"
import { Effect } from "effect"
import { makeWriter } from "../../src/vectors/makeWriter.ts"
import { temporaryDirectory } from "../temporaryDirectory.ts"

const many = { numRows: 30_000, fragmentStats: { numSmallFragments: 100, numFragments: 100 } }

/** Says that it is large and in pieces, and is done merging them when it is told. */
const mergedWhen = (table: Table, begun: () => void, done: Promise<void>): Table =>
  new Proxy(table, {
    get: (_, name) => {
      if (name === "stats") return () => Promise.resolve(many)
      if (name === "indexStats") return () => Promise.resolve({ numUnindexedRows: 0 })
      if (name !== "optimize") return Reflect.get(table, name, table)
      return () => {
        begun()
        return done
      }
    }
  })

it.live("a write that is in the way of a long compaction is told so within seconds, and others are made", () =>
  Effect.gen(function* () {
    const directory = yield* temporaryDirectory
    const table = yield* Effect.promise(() => connect(directory).then((db) => db.createTable("rows", [{ id: 1 }])))
    const [begun, done] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
    const { write } = yield* makeWriter(mergedWhen(table, begun.resolve, done.promise))
    // Whoever closes the table waits until it is done.
    yield* Effect.addFinalizer(() => Effect.sync(done.resolve))
    yield* Effect.promise(() => begun.promise)

    const written = (id: number, overwrites: boolean) =>
      write({ operation: "put", call: () => table.add([{ id }]), overwrites: Effect.succeed(overwrites) })
    yield* written(2, false)
    const refused = yield* Effect.flip(written(1, true))
    assert.deepStrictEqual(refused, StoreUnavailable.make({ operation: "put", cause: "compacting" }))
    assert.strictEqual(yield* Effect.promise(() => table.countRows()), 2)
  }).pipe(Effect.scoped)
)
