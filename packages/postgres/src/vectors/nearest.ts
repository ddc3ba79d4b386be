/**
 * Exact search in two steps: the server names a few candidates in half precision, and they are ranked here in double.
 */
import { type Neighbour, Shortlist, type Vector } from "@loopi/core"
import { Array, Effect } from "effect"
import { blur } from "./halfPrecision.ts"
import type { Among, Hit, NearestStatements, Row } from "./nearestStatements.ts"
import { readVector } from "./VectorColumn.ts"

/** So many past the limit may be as near as the last, as far as the server can tell; with more of them all rows are read. */
const inDoubt = 40

/** The neighbours of each vector among these rows. */
export const nearest = Effect.fnUntraced(function* (
  statements: NearestStatements,
  among: Among,
  vectors: ReadonlyArray<Vector>,
  wanted: Shortlist.Wanted
) {
  if (wanted.limit < 1 || vectors.length === 0) return vectors.map((): ReadonlyArray<Neighbour> => [])
  const chunks = Array.chunksOf(vectors, Shortlist.vectorsTogether)
  const proven = (yield* Effect.forEach(chunks, (chunk) => shortlists(statements, among, chunk, wanted))).flat()
  const open = vectors.filter((_, position) => proven[position] === undefined)
  return Shortlist.completed(proven, open.length === 0 ? [] : yield* scan(statements, among, open, wanted))
})

/** For each vector its neighbours, or `undefined` where the candidates do not prove that no other row belongs there. */
const shortlists = Effect.fnUntraced(function* (
  { candidates }: NearestStatements,
  among: Among,
  vectors: ReadonlyArray<Vector>,
  wanted: Shortlist.Wanted
) {
  const most = wanted.limit + inDoubt
  const hits = yield* candidates({
    ...among,
    vectors,
    limit: wanted.limit,
    most,
    blur: 2 * blur,
    farthest: Math.min(blur - wanted.atLeast, 2)
  })
  const found = Map.groupBy(hits, ({ position }) => position)
  return vectors.map((vector, position) => {
    const mine = found.get(position) ?? []
    // Where there are fewer, none of the others can be nearer.
    const farthest = mine.length < most ? Number.NEGATIVE_INFINITY : farthestOf(mine) + blur
    return Shortlist.provenNeighbours(mine.map(lazily), vector, wanted, farthest)
  })
})

const farthestOf = (hits: ReadonlyArray<Hit>): number => -Math.max(...hits.map(({ distance }) => distance))

/** Compares every row, in pages: for the few searches a shortlist cannot answer, such as one with many equal rows. */
const scan = Effect.fnUntraced(function* (
  { page }: NearestStatements,
  among: Among,
  vectors: ReadonlyArray<Vector>,
  wanted: Shortlist.Wanted
) {
  let best: ReadonlyArray<ReadonlyArray<Neighbour>> = vectors.map(() => [])
  for (let after: string | null | undefined = null; after !== undefined;) {
    const rows: ReadonlyArray<Row> = yield* page({ ...among, after, limit: pageSize })
    best = Shortlist.withRows(best, rows.map(lazily), vectors, wanted)
    after = rows.length < pageSize ? undefined : rows.at(-1)?.id
  }
  return best
})

const pageSize = 1_000

/** Its vector is read when it is compared, which is at once: so nothing of it is left behind. */
const lazily = ({ id, vector }: Row): Shortlist.ReadRow => ({
  id,
  get vector() {
    return readVector(vector)
  }
})
