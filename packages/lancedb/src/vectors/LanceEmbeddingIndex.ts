/**
 * Finds goals and flashcards by meaning in a LanceDB table.
 */
import type { Table } from "@lancedb/lancedb"
import { checkVector, type Embedding, type EmbeddingEntry, EmbeddingIndex } from "@loopi/core"
import { Array, Effect, Layer, Order, Schema, ScopedRef, Semaphore, Stream } from "effect"
import { attempt } from "../attempt.ts"
import * as LanceDb from "../LanceDb.ts"
import type { LanceDbUnusable } from "../LanceDbUnusable.ts"
import { Entry, toRows } from "./EmbeddingRows.ts"
import { isGone, openTable } from "./EmbeddingsTable.ts"
import * as Filter from "./Filter.ts"
import { makeWriter, type Write } from "./makeWriter.ts"
import { nearest } from "./nearest.ts"
import { sweep } from "./sweep.ts"
import { flawedIn, learnersIn, spacesIn } from "./survey.ts"

export const layer = (options: LanceDb.LanceDbOptions): Layer.Layer<EmbeddingIndex, LanceDbUnusable> =>
  Layer.effect(
    EmbeddingIndex,
    Effect.gen(function* () {
      const context = yield* Effect.context<LanceDb.LanceDb>()
      const reopen = Effect.provideContext(indexed, context)
      const current = yield* ScopedRef.fromAcquire(reopen)
      const gone = yield* isGone
      const turn = yield* Semaphore.make(1)

      /** Somebody deleted the table: the next try finds an empty one, which is filled as an index that is new. */
      const mend = Effect.gen(function* () {
        if (!(yield* gone)) return
        yield* Effect.logWarning("The vectors were deleted: they are made anew.")
        yield* ScopedRef.set(current, reopen)
      }).pipe((mending) => turn.withPermit(mending), Effect.ignore({ log: "Warn" }))

      const using = <A, E>(use: (index: EmbeddingIndex["Service"]) => Effect.Effect<A, E>) =>
        Effect.flatMap(ScopedRef.get(current), use).pipe(Effect.tapError(() => mend))

      return EmbeddingIndex.of({
        put: (embeddings) => using((index) => index.put(embeddings)),
        remove: (userId, kind, ids) => using((index) => index.remove(userId, kind, ids)),
        nearest: (userId, query) => using((index) => index.nearest(userId, query)),
        entries: (userId, kind) => using((index) => index.entries(userId, kind)),
        spaces: (userId) => using((index) => index.spaces(userId)),
        drop: (userId, space) => using((index) => index.drop(userId, space)),
        erase: (userId) => using((index) => index.erase(userId)),
        sweep: using((index) => index.sweep),
        flawed: (userId) => using((index) => index.flawed(userId)),
        learners: Stream.unwrap(Effect.map(ScopedRef.get(current), ({ learners }) => learners)).pipe(
          Stream.tapError(() => mend)
        )
      })
    })
  ).pipe(Layer.provide(LanceDb.layer(options)))

/** The index over the table as it is opened. */
const indexed = Effect.gen(function* () {
  const { directory } = yield* LanceDb.LanceDb
  const table = yield* openTable
  return indexOver(table, directory, yield* makeWriter(table))
})

const indexOver = (table: Table, directory: string, { alone, write }: Effect.Success<ReturnType<typeof makeWriter>>) =>
  EmbeddingIndex.of({
    put: Effect.fnUntraced(function* (embeddings) {
      for (const { id, vector } of embeddings) yield* Effect.fromResult(checkVector(id, vector))
      if (embeddings.length > 0) yield* write(upsert(table, embeddings))
    }),
    remove: (userId, kind, ids) =>
      ids.length === 0
        ? Effect.void
        : write(removal("EmbeddingIndex.remove", table, Filter.ofLearner(userId, { kind, ids }))),
    nearest: Effect.fnUntraced(function* (userId, { atLeast = Number.NEGATIVE_INFINITY, kind, limit, space, vectors }) {
      for (const [position, vector] of vectors.entries()) yield* Effect.fromResult(checkVector(`${position}`, vector))
      return yield* nearest(table, Filter.ofLearner(userId, { kind, space }), vectors, { atLeast, limit })
    }),
    entries: Effect.fnUntraced(function* (userId, kind) {
      const rows = yield* attempt("EmbeddingIndex.entries", () =>
        table.query().where(Filter.ofLearner(userId, { kind })).select(entryColumns).toArrow()
      )
      const entries = yield* Effect.orDie(decodeEntries(rows.toArray().map((row) => row.toJSON())))
      return Array.sort(entries, byIdAndSpace)
    }),
    spaces: (userId) => spacesIn(table, Filter.ofLearner(userId, {})),
    drop: (userId, space) => write(removal("EmbeddingIndex.drop", table, Filter.ofLearner(userId, { space }))),
    erase: (userId) => write(removal("EmbeddingIndex.erase", table, Filter.ofLearner(userId, {}))),
    sweep: alone(sweep(table, directory)),
    flawed: (userId) => flawedIn(table, Filter.ofLearner(userId, {})),
    learners: learnersIn(table)
  })

/** The rows are copied before the write waits for its turn, and of two for one key the last counts. */
const upsert = (table: Table, embeddings: ReadonlyArray<Embedding>): Write => {
  const latest = [...new Map(embeddings.map((embedding) => [Filter.keyOf(embedding), embedding])).values()]
  const rows = toRows(latest)
  return {
    operation: "EmbeddingIndex.put",
    call: () => table.mergeInsert("key").whenMatchedUpdateAll().whenNotMatchedInsertAll().execute(rows),
    overwrites: Effect.map(
      Effect.forEach(Filter.ofRows(latest), (where) => isThere("EmbeddingIndex.put", table, where)),
      (some) => some.includes(true)
    )
  }
}

const removal = (operation: string, table: Table, where: Filter.Filter): Write => ({
  operation,
  call: () => table.delete(where),
  overwrites: isThere(operation, table, where)
})

const isThere = (operation: string, table: Table, where: Filter.Filter) =>
  Effect.map(
    attempt(operation, () => table.countRows(where)),
    (rows) => rows > 0
  )

const entryColumns = ["user_id", "kind", "space", "id", "content_hash"]
const decodeEntries = Schema.decodeUnknownEffect(Schema.Array(Entry))
const byIdAndSpace = Order.combine(
  Order.mapInput(Order.String, ({ id }: EmbeddingEntry) => id),
  Order.mapInput(Order.String, ({ space }: EmbeddingEntry) => space)
)
