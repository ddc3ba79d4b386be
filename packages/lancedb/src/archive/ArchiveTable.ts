/**
 * The table of the archive: opened when it is first asked for, and again after it failed.
 */
import { type Connection, Index, type Table } from "@lancedb/lancedb"
import type { StoreUnavailable } from "@loopi/core"
import { Effect, Semaphore } from "effect"
import { attempt, closed } from "../attempt.ts"
import { columns } from "./columns.ts"
import { step } from "./step.ts"

export const name = "reviews"

/** One call to the table. Fails while there is none. */
export type UseTable = <A>(operation: string, call: (table: Table) => Promise<A>) => Effect.Effect<A, StoreUnavailable>

/**
 * Shares one handle among readers. A call that fails is made once more with a new one: the folder may have been brought
 * back meanwhile, or the state that was being read swept away.
 */
export const sharedTable = Effect.fnUntraced(function* (connection: Connection) {
  const opening = yield* Semaphore.make(1)
  let shared: Table | undefined
  const letGo = Effect.sync(() => {
    shared = undefined
  })
  yield* Effect.addFinalizer(() => Effect.suspend(() => (shared === undefined ? Effect.void : closed(shared))))

  const opened = (operation: string) =>
    Effect.suspend(() =>
      shared === undefined ? attempt(operation, () => connection.openTable(name)) : Effect.succeed(shared)
    ).pipe(
      Effect.tap((table) => Effect.sync(() => void (shared = table))),
      (open) => opening.withPermit(open)
    )

  const use: UseTable = (operation, call) =>
    Effect.flatMap(opened(operation), (table) => attempt(operation, () => call(table))).pipe(
      Effect.tapError(() => letGo),
      Effect.retry({ times: 1 })
    )
  return use
})

/** Opens the table, or makes it, and the indexes it is read by. */
export const makeOrOpen = Effect.fnUntraced(function* (connection: Connection, isThere: boolean) {
  const making = step(() => connection.createEmptyTable(name, columns))
  // A crash while the table was being made leaves an empty folder: it may be made, and is never replaced.
  const opening = step(() => connection.openTable(name)).pipe(Effect.catchTag("StoreUnavailable", () => making))
  const table = yield* isThere ? opening : making
  const present = yield* step(() => table.listIndices())
  const missing = indexes.filter(([column]) => !present.some((index) => index.columns.includes(column)))
  for (const [column, makeConfig] of missing) {
    yield* step(() => table.createIndex(column, { config: makeConfig() }))
  }
  return table
})

/** Makes the indexes over the rows there are, in the place of those before. */
export const reindex = (table: Table): Promise<unknown> =>
  Promise.all(indexes.map(([column, makeConfig]) => table.createIndex(column, { config: makeConfig(), replace: true })))

const indexes = [
  ["user_id", () => Index.bitmap()],
  ["card_id", () => Index.btree()]
] as const
