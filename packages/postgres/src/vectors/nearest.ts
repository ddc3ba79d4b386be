/**
 * Exact search in two steps: the server names a few candidates in single precision, and they are ranked here in double.
 */
import { type Neighbour, Shortlist, type Vector } from "@loopi/core"
import { Array, Effect } from "effect"
import type { Among, Hit, NearestStatements, Row } from "./nearestStatements.ts"

/** More than single precision can err in a sum of 1,024 products: 1,024 roundings of 2 ** -24, and some for lengths. */
const blur = 1e-4

/** The neighbours of each vector among these rows. */
export const nearest = Effect.fnUntraced(function* (
  statements: NearestStatements,
  among: Among,
  vectors: ReadonlyArray<Vector>,
  wanted: Shortlist.Wanted
) {
  if (wanted.limit < 1 || vectors.length === 0) return vectors.map((): ReadonlyArray<Neighbour> => [])
  yield* statements.prepare
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
  const asked = Shortlist.candidatesFor(wanted.limit)
  const hits = yield* candidates({
    ...among,
    units: vectors.map(unitOf),
    limit: asked,
    farthest: Math.min(blur - wanted.atLeast, 2)
  })
  const found = Map.groupBy(hits, ({ position }) => position)
  return vectors.map((vector, position) => {
    const mine = found.get(position) ?? []
    // Fewer than asked for are all there are.
    const farthest = mine.length < asked ? Number.NEGATIVE_INFINITY : farthestOf(mine) + blur
    return Shortlist.provenNeighbours(mine, vector, wanted, farthest)
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
    best = Shortlist.withRows(best, rows, vectors, wanted)
    after = rows.length < pageSize ? undefined : rows.at(-1)?.id
  }
  return best
})

const pageSize = 1_000

/** The vector with length 1, so that no number in the server's sum is too large or too small for single precision. */
const unitOf = (vector: Vector): Vector => {
  const largest = vector.reduce((most, value) => Math.max(most, Math.abs(value)), 0)
  if (largest === 0) return vector
  const length = largest * Math.hypot(...vector.map((value) => value / largest))
  return vector.map((value) => value / length)
}
