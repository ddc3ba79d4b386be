/**
 * Finds goals and flashcards by meaning in a table of pgvector.
 */
import { PgClient } from "@effect/sql-pg"
import {
  checkVector,
  type Embedding,
  type EmbeddingEntry,
  EmbeddingIndex,
  type StoreUnavailable,
  type UserId
} from "@loopi/core"
import { Array, Effect, Layer, Option, Order, Stream } from "effect"
import type { SqlClient, SqlError } from "effect/sql"
import { asLearner, asWorker } from "../internal/asLearner.ts"
import { inBatches } from "../internal/inBatches.ts"
import { orUnavailable } from "../internal/orUnavailable.ts"
import { readingOver, surveyingOver, writingOver } from "./embeddingStatements.ts"
import { nearest } from "./nearest.ts"
import { nearestOver } from "./nearestStatements.ts"
import { findPgvector, type PgvectorMissing } from "./pgvector.ts"

/** Over a database that `VectorMigrations` has brought up to date. */
export const layer: Layer.Layer<EmbeddingIndex, PgvectorMissing | SqlError.SqlError, PgClient.PgClient> = Layer.effect(
  EmbeddingIndex,
  Effect.gen(function* () {
    const sql = yield* PgClient.PgClient
    const types = sql.config.types ?? (yield* Effect.die(new Error("The client keeps no types of its own")))
    const pgvector = yield* findPgvector(sql)
    const { drop, erase, remove, upsert } = writingOver(sql)
    const { entries, spaces } = readingOver(sql)
    const { flawed, learnersAfter } = surveyingOver(sql, pgvector)
    const statements = nearestOver(sql, types, pgvector)

    return EmbeddingIndex.of({
      put: Effect.fnUntraced(function* (embeddings) {
        for (const { id, vector } of embeddings) yield* Effect.fromResult(checkVector(id, vector))
        const rows = inOrder(embeddings)
        yield* inBatches(rows, upsert).pipe(actingFor(sql, rows), orUnavailable("EmbeddingIndex.put"))
      }),
      remove: (userId, kind, ids) =>
        ids.length === 0
          ? Effect.void
          : remove({ userId, kind, ids }).pipe(asLearner(sql, userId), orUnavailable("EmbeddingIndex.remove")),
      nearest: Effect.fnUntraced(function* (
        userId,
        { atLeast = Number.NEGATIVE_INFINITY, kind, limit, space, vectors }
      ) {
        for (const [position, vector] of vectors.entries()) yield* Effect.fromResult(checkVector(`${position}`, vector))
        return yield* nearest(statements, { userId, kind, space }, vectors, { atLeast, limit }).pipe(
          orUnavailable("EmbeddingIndex.nearest")
        )
      }),
      entries: (userId, kind) =>
        entries({ userId, kind }).pipe(
          asLearner(sql, userId),
          orUnavailable("EmbeddingIndex.entries"),
          Effect.map(Array.sort(byIdAndSpace))
        ),
      spaces: (userId) =>
        spaces(userId).pipe(
          asLearner(sql, userId),
          orUnavailable("EmbeddingIndex.spaces"),
          Effect.map((rows) => rows.map(({ space }) => space).toSorted())
        ),
      drop: (userId, space) =>
        drop({ userId, space }).pipe(asLearner(sql, userId), orUnavailable("EmbeddingIndex.drop")),
      erase: (userId) => erase(userId).pipe(asLearner(sql, userId), orUnavailable("EmbeddingIndex.erase")),
      // The server's own upkeep overwrites the pages of rows that were removed.
      sweep: Effect.void,
      flawed: (userId) => flawed(userId).pipe(asLearner(sql, userId), orUnavailable("EmbeddingIndex.flawed")),
      learners: Stream.paginate<UserId | undefined, UserId, StoreUnavailable>(undefined, (last) =>
        learnersAfter({ last, limit: pageSize }).pipe(
          asWorker(sql),
          orUnavailable("EmbeddingIndex.learners"),
          Effect.map((page) => {
            const ids = page.map(({ userId }) => userId)
            // A short page is the last one.
            return [ids, ids.length < pageSize ? Option.none() : Array.last(ids)] as const
          })
        )
      )
    })
  })
)

const pageSize = 1_000

/** Of two for one key the last, and in the order of the keys, so that no two writers wait for each other's rows. */
const inOrder = (embeddings: ReadonlyArray<Embedding>): ReadonlyArray<Embedding> =>
  [...new Map(embeddings.map((embedding) => [keyOf(embedding), embedding]))]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, embedding]) => embedding)

const keyOf = ({ id, kind, space, userId }: Embedding) => `${userId}/${kind}/${space}:${id}`

/** One learner's vectors are that learner's to write. A batch of several learners' is kept whole by a worker. */
const actingFor = (sql: SqlClient.SqlClient, [first, ...rest]: ReadonlyArray<Embedding>) =>
  first !== undefined && rest.every(({ userId }) => userId === first.userId)
    ? asLearner(sql, first.userId)
    : asWorker(sql)

const byIdAndSpace = Order.combine(
  Order.mapInput(Order.String, ({ id }: EmbeddingEntry) => id),
  Order.mapInput(Order.String, ({ space }: EmbeddingEntry) => space)
)
