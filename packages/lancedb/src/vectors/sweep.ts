/**
 * Leaves of the vectors that were removed nothing in any file.
 */
import { join } from "node:path"
import type { Table } from "@lancedb/lancedb"
import { DateTime, Effect } from "effect"
import { unavailable } from "../attempt.ts"
import { dropOrphans } from "../files/dropOrphans.ts"
import { dropSetAside, rewrite, sweepVersions } from "../files/purge.ts"
import { name } from "./EmbeddingsTable.ts"
import { build, indexed } from "./indexes.ts"

const operation = "EmbeddingIndex.sweep"

/** A search takes less: whoever began one before the rows were written anew has read what it needs. */
const grace = "1 second"

/** Other processes keep the table quick to read as well, and make files before the version that names them. */
const longEnough = { minutes: 10 }

const rewriting = {
  column: "content_hash",
  index: (table: Table) =>
    indexed.reduce((before, column) => before.then(() => build(table, column)), Promise.resolve())
}

export const sweep = Effect.fn("sweep")(function* (table: Table, directory: string) {
  yield* rewrite(operation, table, rewriting)
  yield* Effect.sleep(grace)
  if (!(yield* sweepVersions(operation, table))) {
    return yield* unavailable(operation)("another process has written meanwhile")
  }
  yield* dropSetAside(operation, directory, name)
  const before = DateTime.subtract(yield* DateTime.now, longEnough)
  const young = yield* dropOrphans(operation, join(directory, `${name}.lance`), DateTime.toEpochMillis(before))
  if (young > 0) return yield* unavailable(operation)(`${young} files that nothing refers to may be somebody's work`)
})
