/**
 * Finds goals and flashcards by meaning in a LanceDB table.
 */
import type { Table } from "@lancedb/lancedb"
import { checkVector, type Embedding, type EmbeddingEntry, EmbeddingIndex } from "@loopi/core"
import { Array, Effect, Layer, Order, Schema } from "effect"
import { attempt } from "./attempt.ts"
import { Entry, toRows } from "./EmbeddingRows.ts"
import { openTable } from "./EmbeddingsTable.ts"
import * as Filter from "./Filter.ts"
import * as LanceDb from "./LanceDb.ts"
import { makeWriter } from "./makeWriter.ts"
import { nearest } from "./nearest.ts"
import { flawedIn, learnersIn, spacesIn } from "./survey.ts"
import type { VectorStoreUnusable } from "./VectorStoreUnusable.ts"

export const layer = (options: LanceDb.LanceDbOptions): Layer.Layer<EmbeddingIndex, VectorStoreUnusable> =>
  Layer.effect(
    EmbeddingIndex,
    Effect.gen(function* () {
      const table = yield* openTable
      const write = yield* makeWriter(table)

      return EmbeddingIndex.of({
        put: Effect.fnUntraced(function* (embeddings) {
          for (const { id, vector } of embeddings) yield* Effect.fromResult(checkVector(id, vector))
          if (embeddings.length > 0) yield* write("EmbeddingIndex.put", upsert(table, embeddings))
        }),
        remove: (userId, kind, ids) =>
          ids.length === 0
            ? Effect.void
            : write("EmbeddingIndex.remove", () => table.delete(Filter.ofLearner(userId, { kind, ids }))),
        nearest: Effect.fnUntraced(function* (userId, { kind, limit, space, vectors }) {
          for (const [position, vector] of vectors.entries())
            yield* Effect.fromResult(checkVector(`${position}`, vector))
          return yield* nearest(table, Filter.ofLearner(userId, { kind, space }), vectors, limit)
        }),
        entries: Effect.fnUntraced(function* (userId, kind) {
          const rows = yield* attempt("EmbeddingIndex.entries", () =>
            table.query().where(Filter.ofLearner(userId, { kind })).select(entryColumns).toArrow()
          )
          const entries = yield* Effect.orDie(decodeEntries(rows.toArray().map((row) => row.toJSON())))
          return Array.sort(entries, byIdAndSpace)
        }),
        spaces: (userId) => spacesIn(table, Filter.ofLearner(userId, {})),
        drop: (userId, space) => write("EmbeddingIndex.drop", () => table.delete(Filter.ofLearner(userId, { space }))),
        flawed: (userId) => flawedIn(table, Filter.ofLearner(userId, {})),
        learners: learnersIn(table)
      })
    })
  ).pipe(Layer.provide(LanceDb.layer(options)))

/** The rows are copied before the write waits for its turn, and of two for one key the last counts. */
const upsert = (table: Table, embeddings: ReadonlyArray<Embedding>) => {
  const latest = new Map(embeddings.map((embedding) => [Filter.keyOf(embedding), embedding]))
  const rows = toRows([...latest.values()])
  return () => table.mergeInsert("key").whenMatchedUpdateAll().whenNotMatchedInsertAll().execute(rows)
}

const entryColumns = ["user_id", "kind", "space", "id", "content_hash"]
const decodeEntries = Schema.decodeUnknownEffect(Schema.Array(Entry))
const byIdAndSpace = Order.combine(
  Order.mapInput(Order.String, ({ id }: EmbeddingEntry) => id),
  Order.mapInput(Order.String, ({ space }: EmbeddingEntry) => space)
)
