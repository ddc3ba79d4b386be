/**
 * Looks through the table without searching it: who has vectors, in which spaces, and which of them are damaged.
 */
import type { Table } from "@lancedb/lancedb"
import { checkVector, EmbeddedKind, type FlawedEmbedding, SpaceId, type StoreUnavailable, UserId } from "@loopi/core"
import type { RecordBatch } from "apache-arrow"
import { Effect, Result, Schema, Stream } from "effect"
import { attempt, dieOfMistakes, unavailable } from "../attempt.ts"
import type { Filter } from "./Filter.ts"
import { rowsOf } from "./hits.ts"

/** The spaces of the rows of a filter, by name. */
export const spacesIn = Effect.fnUntraced(function* (table: Table, where: Filter) {
  const found = yield* attempt("EmbeddingIndex.spaces", () => table.query().where(where).select(["space"]).toArrow())
  const names = new Set(found.getChild("space"))
  return (yield* Effect.orDie(decodeSpaces([...names]))).toSorted()
})

/** The rows of a filter whose vectors nobody could have put. */
export const flawedIn = (
  table: Table,
  where: Filter
): Effect.Effect<ReadonlyArray<FlawedEmbedding>, StoreUnavailable> =>
  Stream.fromAsyncIterable(
    table.query().where(where).select(["kind", "space", "id", "vector"]),
    unavailable("EmbeddingIndex.flawed")
  ).pipe(Stream.mapEffect(flawedOf), Stream.flattenIterable, Stream.runCollect, dieOfMistakes)

/** Everyone with a row, each once. Only the one column is read, batch by batch. */
export const learnersIn = (table: Table): Stream.Stream<UserId, StoreUnavailable> =>
  Stream.suspend(() => {
    const met = new Set<string>()
    return Stream.fromAsyncIterable(table.query().select(["user_id"]), unavailable("EmbeddingIndex.learners")).pipe(
      Stream.mapEffect((batch: RecordBatch) => {
        const fresh = new Set<unknown>(batch.getChild("user_id")).difference(met)
        return Effect.orDie(decodeLearners([...fresh]))
      }),
      Stream.flattenIterable,
      Stream.tap((learner) => Effect.sync(() => void met.add(learner)))
    )
  })

const decodeSpaces = Schema.decodeUnknownEffect(Schema.Array(SpaceId))
const decodeLearners = Schema.decodeUnknownEffect(Schema.Array(UserId))
const decodePlaces = Schema.decodeUnknownEffect(Schema.Array(Schema.Struct({ kind: EmbeddedKind, space: SpaceId })))

const flawedOf = Effect.fnUntraced(function* (batch: RecordBatch) {
  const places = yield* Effect.orDie(
    decodePlaces(
      Array.from({ length: batch.numRows }, (_, row) => ({
        kind: batch.getChild("kind")?.get(row),
        space: batch.getChild("space")?.get(row)
      }))
    )
  )
  return rowsOf(batch).flatMap(({ id, vector }, row): ReadonlyArray<FlawedEmbedding> => {
    const place = places[row]
    const checked = checkVector(id, vector)
    return place === undefined || Result.isSuccess(checked) ? [] : [{ ...place, id, flaw: checked.failure.flaw }]
  })
})
