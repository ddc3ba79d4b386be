/**
 * The table of all vectors: made when it is missing, checked when it is there.
 */
import { access, rename } from "node:fs/promises"
import { join } from "node:path"
import { Index, type Table } from "@lancedb/lancedb"
import { DateTime, Effect, type Scope } from "effect"
import { columns } from "./EmbeddingRows.ts"
import { errno } from "./files/errno.ts"
import { LanceDb, open } from "./LanceDb.ts"
import { LanceDbUnusable } from "./LanceDbUnusable.ts"

/** One table for both kinds: a commit covers one table only, and a batch may hold both kinds and is kept or refused whole. */
const name = "embeddings"

/**
 * All scalar, so that a search reads one learner's rows and compares every one of them.
 *
 * There is no index on the vectors, on purpose. It would make searches approximate, which the port rules out, and for a
 * learner of ordinary size slower too: 30 to 56 ms instead of 7 to 12 for 20 vectors. It pays for a learner with more
 * than 50,000 vectors of a kind. From there on: `Index.ivfRq({ distanceType: "cosine" })` (RQ is built in seconds where
 * HNSW and PQ take minutes), `refineFactor(10)`, 10 to 50 probes until recall at 5 is .99 against `bypassVectorIndex`,
 * for searches of that learner only; and never `fastSearch`, which misses rows changed since the last optimize.
 */
const indexes = [
  ["user_id", () => Index.bitmap()],
  ["kind", () => Index.bitmap()],
  ["space", () => Index.bitmap()],
  ["key", () => Index.btree()]
] as const

/** Opens the table. One that is damaged or has other columns is moved aside, and an empty one made: it can be filled. */
export const openTable: Effect.Effect<Table, LanceDbUnusable, LanceDb | Scope.Scope> = Effect.suspend(() =>
  Effect.catchIf(opened, isRebuildable, (unusable) => Effect.andThen(moveAside(unusable), opened))
)

/** Whether the table was deleted under our hands. */
export const isGone = Effect.map(LanceDb, ({ directory }) =>
  Effect.promise(() =>
    access(join(directory, `${name}.lance`)).then(
      () => false,
      (error: unknown) => errno(error) === "ENOENT"
    )
  )
)

const opened = Effect.gen(function* () {
  const { directory } = yield* LanceDb
  const table = yield* Effect.acquireRelease(makeOrOpen, (table) => Effect.sync(() => table.close()))
  const found = yield* open(directory, "damaged", () => table.schema())
  if (found.toString() !== columns.toString()) {
    const cause = `Expected ${columns.toString()}, found ${found.toString()}`
    return yield* LanceDbUnusable.make({ directory, reason: "damaged", cause })
  }

  const present = yield* open(directory, "damaged", () => table.listIndices())
  const missing = indexes.filter(([column]) => !present.some((index) => index.columns.includes(column)))
  for (const [column, makeConfig] of missing) {
    yield* open(directory, "damaged", () => table.createIndex(column, { config: makeConfig() }))
  }
  return table
})

/** A disk that is full, or a file we may not open, is no damage: moving the table away would only cost its vectors. */
const isRebuildable = ({ cause, reason }: LanceDbUnusable) =>
  reason === "damaged" && !/os error (?!2\b)\d+|permission denied|no space/i.test(String(cause))

/** Nothing is deleted. Without the ending it is no table any more, and stands beside the others for whoever looks. */
const moveAside = Effect.fnUntraced(function* ({ cause, directory }: LanceDbUnusable) {
  const time = DateTime.formatIso(yield* DateTime.now).replace(/[:.]/g, "-")
  const aside = join(directory, `${name}.damaged-${time}`)
  yield* open(directory, "damaged", () => rename(join(directory, `${name}.lance`), aside))
  yield* Effect.logWarning(
    `The vectors were damaged or of another version: they are in ${aside} now, and made anew.`,
    cause
  )
})

const makeOrOpen = Effect.gen(function* () {
  const { connection, directory } = yield* LanceDb
  const make = open(directory, "damaged", () => connection.createEmptyTable(name, columns))
  const names = yield* open(directory, "damaged", () => connection.tableNames())
  if (!names.includes(name)) return yield* make

  return yield* open(directory, "damaged", () => connection.openTable(name)).pipe(
    // A crash while the table was being made leaves an empty folder: what cannot be opened may be made, never replaced.
    Effect.catch((unopened) => Effect.mapError(make, () => unopened))
  )
})
