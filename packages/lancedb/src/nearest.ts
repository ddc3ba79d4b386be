/**
 * Exact search in two steps: LanceDB names a few candidates in single precision, and they are ranked here in double.
 */
import type { Table } from "@lancedb/lancedb"
import { type Neighbour, Shortlist, type StoreUnavailable, type Vector } from "@loopi/core"
import { Array, Effect, Stream } from "effect"
import { attempt, dieOfMistakes, unavailable } from "./attempt.ts"
import type { Filter } from "./Filter.ts"
import { hitsOf, rowsOf } from "./hits.ts"

/** More than single precision ever errs in a cosine of 1,024 numbers. */
const blur = 1e-5

/** The neighbours of each vector among the rows of the filter. */
export const nearest = Effect.fnUntraced(function* (
  table: Table,
  where: Filter,
  vectors: ReadonlyArray<Vector>,
  wanted: Shortlist.Wanted
): Effect.fn.Return<ReadonlyArray<ReadonlyArray<Neighbour>>, StoreUnavailable> {
  if (wanted.limit < 1) return vectors.map(() => [])
  const chunks = Array.chunksOf(vectors, Shortlist.vectorsTogether)
  const proven = (yield* Effect.forEach(chunks, (chunk) => shortlists(table, where, chunk, wanted))).flat()
  const open = vectors.filter((_, position) => proven[position] === undefined)
  return Shortlist.completed(proven, open.length === 0 ? [] : yield* scan(table, where, open, wanted))
})

/** For each vector its neighbours, or `undefined` where the candidates do not prove that no other row belongs there. */
const shortlists = Effect.fnUntraced(function* (
  table: Table,
  where: Filter,
  vectors: Array.NonEmptyReadonlyArray<Vector>,
  wanted: Shortlist.Wanted
) {
  const asked = Shortlist.candidatesFor(wanted.limit)
  const [first, ...others] = vectors
  const query = others.reduce((query, vector) => query.addQueryVector(vector), table.query().nearestTo(first))
  const found = yield* attempt("EmbeddingIndex.nearest", () =>
    (wanted.atLeast > -1 ? query.distanceRange(undefined, 1 - wanted.atLeast + blur) : query)
      .distanceType("cosine")
      .bypassVectorIndex()
      .where(where)
      .select(["id", "vector", "_distance"])
      .limit(asked)
      .toArrow()
  )
  const hits = Map.groupBy(
    found.batches.flatMap((batch) => hitsOf(batch)),
    ({ position }) => position
  )
  return vectors.map((vector, position) => {
    const mine = hits.get(position) ?? []
    // Rows without direction have no distance, so they are never among the candidates; they score 0.
    const farthest = mine.length < asked ? 0 : 1 - Math.max(...mine.map(({ distance }) => distance)) + blur
    return Shortlist.provenNeighbours(mine, vector, wanted, Math.max(farthest, 0))
  })
})

/** Compares every row, in batches: for the few searches a shortlist cannot answer, such as one with many equal rows. */
const scan = (table: Table, where: Filter, vectors: ReadonlyArray<Vector>, wanted: Shortlist.Wanted) =>
  Stream.fromAsyncIterable(
    table.query().where(where).select(["id", "vector"]),
    unavailable("EmbeddingIndex.nearest")
  ).pipe(
    Stream.runFold(
      (): ReadonlyArray<ReadonlyArray<Neighbour>> => vectors.map(() => []),
      (best, batch) => Shortlist.withRows(best, rowsOf(batch), vectors, wanted)
    ),
    dieOfMistakes
  )
