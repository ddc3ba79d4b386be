/**
 * Waits until what was just put in is kept as in a database that has been in use: in the indexes, and vacuumed.
 */
import { connect } from "@lancedb/lancedb"
import { Server } from "@loopi/postgres"
import { Console, Context, Effect, type Redacted } from "effect"
import { SqlClient } from "effect/sql"

export class Settle extends Context.Service<Settle, Effect.Effect<void>>()("loopi/bench/duplicates/Settle") {}

/** As many as the adapter leaves to the next compaction. */
const mostUnindexed = 2_000

/** What a search filters by. */
const indexes = ["user_id_idx", "kind_idx", "space_idx"]

export const lance = (directory: string) =>
  Effect.gen(function* () {
    const table = yield* Effect.promise(() => connect(directory).then((it) => it.openTable("embeddings")))
    const stats = Effect.promise(() =>
      table.checkoutLatest().then(() => Promise.all(indexes.map((name) => table.indexStats(name))))
    )
    const unindexed = Effect.map(stats, (found) => Math.max(...found.map((it) => it?.numUnindexedRows ?? 0)))
    yield* unindexed.pipe(
      Effect.tap(() => Effect.sleep("1 second")),
      Effect.repeat({ until: (rows) => rows <= mostUnindexed })
    )
    const { fragmentStats } = yield* Effect.promise(() => table.stats())
    yield* Console.log(`${yield* unindexed} vectors in no index, ${fragmentStats.numFragments} fragments`)
  })

export const postgres = (ownerUrl: Redacted.Redacted) =>
  SqlClient.SqlClient.use((sql) => sql`VACUUM ANALYZE`).pipe(
    Effect.provide(Server.layer(ownerUrl, { maxConnections: 1 })),
    Effect.orDie,
    Effect.asVoid
  )
