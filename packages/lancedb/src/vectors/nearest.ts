/**
 * Exact search in two steps: LanceDB names a few candidates in single precision, and they are ranked here in double.
 */
import type { Table } from "@lancedb/lancedb"
import { type Neighbour, Shortlist, type StoreUnavailable, type Vector } from "@loopi/core"
import { Array, Effect, Stream } from "effect"
import { attempt, dieOfMistakes, unavailable } from "../attempt.ts"
import type { Filter } from "./Filter.ts"
import { hitsOf, release, rowsOf } from "./hits.ts"

/** More than single precision ever errs in a cosine of 1,024 numbers. */
const blur = 1e-5

/** How many times as many candidates are asked for where the first do not do: with many about equally near ones. */
const rounds = [1, 16]

/** The neighbours of each vector among the rows of the filter. */
export const nearest = Effect.fnUntraced(function* (
  table: Table,
  where: Filter,
  vectors: ReadonlyArray<Vector>,
  wanted: Shortlist.Wanted
): Effect.fn.Return<ReadonlyArray<ReadonlyArray<Neighbour>>, StoreUnavailable> {
  if (wanted.limit < 1) return vectors.map(() => [])
  let found: ReadonlyArray<ReadonlyArray<Neighbour> | undefined> = vectors.map(() => undefined)
  for (const times of rounds) {
    const chunks = Array.chunksOf(unanswered(vectors, found), Shortlist.vectorsTogether)
    const asked = Shortlist.candidatesFor(wanted.limit) * times
    const more = yield* Effect.forEach(chunks, (chunk) => shortlists(table, where, chunk, wanted, asked))
    found = filledIn(found, more.flat())
  }
  const open = unanswered(vectors, found)
  return Shortlist.completed(found, open.length === 0 ? [] : yield* scan(table, where, open, wanted))
})

const unanswered = (vectors: ReadonlyArray<Vector>, found: ReadonlyArray<unknown>) =>
  vectors.filter((_, position) => found[position] === undefined)

/** With each gap filled by the next of the others. */
const filledIn = <A>(found: ReadonlyArray<A | undefined>, others: ReadonlyArray<A | undefined>) => {
  const left = others.values()
  return found.map((one) => one ?? left.next().value)
}

/** For each vector its neighbours, or `undefined` where the candidates do not prove that no other row belongs there. */
const shortlists = Effect.fnUntraced(function* (
  table: Table,
  where: Filter,
  vectors: Array.NonEmptyReadonlyArray<Vector>,
  wanted: Shortlist.Wanted,
  asked: number
) {
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
  const neighbours = vectors.map((vector, position) => {
    const mine = hits.get(position) ?? []
    // Rows without direction have no distance, so they are never among the candidates; they score 0.
    const farthest = mine.length < asked ? 0 : 1 - Math.max(...mine.map(({ distance }) => distance)) + blur
    return Shortlist.provenNeighbours(mine, vector, wanted, Math.max(farthest, 0))
  })
  for (const batch of found.batches) release(batch)
  return neighbours
})

/** Compares every row, in batches: for the few searches a shortlist cannot answer, such as one with many equal rows. */
const scan = (table: Table, where: Filter, vectors: ReadonlyArray<Vector>, wanted: Shortlist.Wanted) =>
  Stream.fromAsyncIterable(
    table.query().where(where).select(["id", "vector"]),
    unavailable("EmbeddingIndex.nearest")
  ).pipe(
    Stream.runFold(
      (): ReadonlyArray<ReadonlyArray<Neighbour>> => vectors.map(() => []),
      (best, batch) => {
        const better = Shortlist.withRows(best, rowsOf(batch), vectors, wanted)
        release(batch)
        return better
      }
    ),
    dieOfMistakes
  )
