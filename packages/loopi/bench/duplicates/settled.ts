/**
 * Waits until the vectors of a LanceDB directory are in its indexes, as they are in a database that has been in use.
 */
import { connect } from "@lancedb/lancedb"
import { Console, Effect } from "effect"

/** As many as the adapter leaves to the next compaction. */
const mostUnindexed = 5_000

export const settled = Effect.fnUntraced(function* (directory: string) {
  const begun = performance.now()
  const table = yield* Effect.promise(async () => (await connect(directory)).openTable("embeddings"))
  const unindexed = Effect.promise(async () => {
    await table.checkoutLatest()
    return (await table.indexStats("user_id_idx"))?.numUnindexedRows ?? 0
  })
  yield* unindexed.pipe(
    Effect.tap(() => Effect.sleep("1 second")),
    Effect.repeat({ until: (rows) => rows <= mostUnindexed })
  )
  const { fragmentStats } = yield* Effect.promise(() => table.stats())
  const seconds = ((performance.now() - begun) / 1000).toFixed(0)
  const left = `${yield* unindexed} rows in no index, ${fragmentStats.numFragments} fragments`
  yield* Console.log(`settled after ${seconds} s: ${left}`)
})
