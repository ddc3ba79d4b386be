/**
 * Exact search in two steps: LanceDB names a few candidates in single precision, and they are ranked here in double.
 */
import type { Table } from "@lancedb/lancedb"
import { Lexical, nearestFirst, type Neighbour, type StoreUnavailable, type Vector } from "@loopi/core"
import { Array, Effect, Stream } from "effect"
import { attempt, dieOfMistakes, unavailable } from "./attempt.ts"
import type { Filter } from "./Filter.ts"
import { hitsOf, type Row, rowsOf } from "./hits.ts"

/** Candidates asked for beyond the limit, for those that single precision cannot put in order. */
const spare = 8

/** More than single precision ever errs in a cosine of 1,024 numbers. */
const blur = 1e-5

/** Vectors in one query. Each costs LanceDB a branch of its plan. */
const together = 50

/** The neighbours of each vector among the rows of the filter. */
export const nearest = Effect.fnUntraced(function* (
  table: Table,
  where: Filter,
  vectors: ReadonlyArray<Vector>,
  limit: number
): Effect.fn.Return<ReadonlyArray<ReadonlyArray<Neighbour>>, StoreUnavailable> {
  if (limit < 1) return vectors.map(() => [])
  const chunks = Array.chunksOf(vectors, together)
  const proven = (yield* Effect.forEach(chunks, (chunk) => shortlists(table, where, chunk, limit))).flat()
  if (proven.every((list) => list !== undefined)) return proven

  const open = vectors.filter((_, position) => proven[position] === undefined)
  const rest = (yield* scan(table, where, open, limit)).values()
  return proven.map((list) => list ?? rest.next().value ?? [])
})

/** For each vector its neighbours, or `undefined` where the candidates do not prove that no other row belongs there. */
const shortlists = Effect.fnUntraced(function* (
  table: Table,
  where: Filter,
  vectors: Array.NonEmptyReadonlyArray<Vector>,
  limit: number
) {
  const asked = limit + spare
  const [first, ...others] = vectors
  const found = yield* attempt("EmbeddingIndex.nearest", () =>
    others
      .reduce((query, vector) => query.addQueryVector(vector), table.query().nearestTo(first))
      .distanceType("cosine")
      .bypassVectorIndex()
      .where(where)
      .select(["id", "vector", "_distance"])
      .limit(asked)
      .toArrow()
  )
  const hits = found.batches.flatMap((batch) => hitsOf(batch))
  return vectors.map((vector, position) => {
    const mine = hits.filter((hit) => hit.position === position)
    const ranked = rank(mine, vector, limit)
    const last = ranked[limit - 1]?.score ?? 0
    // Rows without direction have no distance, so they are never among the candidates; they score 0.
    const farthest = mine.length < asked ? 0 : 1 - Math.max(...mine.map(({ distance }) => distance)) + blur
    return last > Math.max(farthest, 0) ? ranked : undefined
  })
})

/** Compares every row, in batches: for the few searches a shortlist cannot answer, such as one with many equal rows. */
const scan = (table: Table, where: Filter, vectors: ReadonlyArray<Vector>, limit: number) =>
  Stream.fromAsyncIterable(
    table.query().where(where).select(["id", "vector"]),
    unavailable("EmbeddingIndex.nearest")
  ).pipe(
    Stream.runFold(
      (): ReadonlyArray<ReadonlyArray<Neighbour>> => vectors.map(() => []),
      (best, batch) => {
        const rows = rowsOf(batch)
        return vectors.map((vector, i) => top([...(best[i] ?? []), ...rank(rows, vector, limit)], limit))
      }
    ),
    dieOfMistakes
  )

const rank = (rows: ReadonlyArray<Row>, vector: Vector, limit: number) =>
  top(
    rows.map((row) => ({ id: row.id, score: Lexical.cosine(vector, row.vector) })),
    limit
  )

const top = (neighbours: ReadonlyArray<Neighbour>, limit: number) =>
  Array.sort(neighbours, nearestFirst).slice(0, limit)
