/**
 * The table of all vectors: made when it is missing, checked when it is there.
 */
import { access, rename } from "node:fs/promises"
import { join } from "node:path"
import type { Table } from "@lancedb/lancedb"
import { DateTime, Effect, type Scope } from "effect"
import { closed } from "../attempt.ts"
import { errno } from "../files/errno.ts"
import { LanceDb, open } from "../LanceDb.ts"
import { LanceDbUnusable } from "../LanceDbUnusable.ts"
import { columns } from "./EmbeddingRows.ts"
import { build, indexed } from "./indexes.ts"

/** One table for both kinds: a commit covers one table only, and a batch may hold both kinds and is kept or refused whole. */
export const name = "embeddings"

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
  const table = yield* Effect.acquireRelease(makeOrOpen, closed)
  const found = yield* open(directory, "damaged", () => table.schema())
  if (found.toString() !== columns.toString()) {
    const cause = `Expected ${columns.toString()}, found ${found.toString()}`
    return yield* LanceDbUnusable.make({ directory, reason: "damaged", cause })
  }

  const present = yield* open(directory, "damaged", () => table.listIndices())
  const missing = indexed.filter((column) => !present.some(({ columns }) => columns.includes(column)))
  // Over a large table this may take a while, and the disk is there: it has just answered.
  for (const column of missing) {
    yield* Effect.tryPromise({
      try: () => build(table, column),
      catch: (cause) => LanceDbUnusable.make({ directory, reason: "damaged", cause })
    })
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
