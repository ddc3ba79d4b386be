/**
 * Exact search over a short list: an index names a few candidates in single precision, and here they are ranked in
 * double, and it is decided whether no other row can belong there.
 */
import { Array } from "effect"
import { nearestFirst, type Neighbour, type Vector } from "./Embedding.ts"
import { cosine } from "./Lexical.ts"

/** A row that was read. */
export interface ReadRow {
  readonly id: string
  /** May be another's once the vector of another row is asked for: it is compared at once. */
  readonly vector: Vector
}

/** What a search is for: so many neighbours at most, none of which scores less. */
export interface Wanted {
  readonly limit: number
  readonly atLeast: number
}

/** Candidates to ask for, so that those which single precision cannot put in order are among them. */
export const candidatesFor = (limit: number): number => limit + 8

/** The most vectors to search by in one query: each costs a branch of its plan. */
export const vectorsTogether = 50

/**
 * The neighbours among the candidates, or `undefined` where they do not prove that no other row belongs there: none of
 * the others scores more than `farthest`. It is `-Infinity` where there are no others.
 */
export const provenNeighbours = (
  candidates: ReadonlyArray<ReadRow>,
  vector: Vector,
  wanted: Wanted,
  farthest: number
): ReadonlyArray<Neighbour> | undefined => {
  const ranked = rank(candidates, vector, wanted)
  if (farthest === Number.NEGATIVE_INFINITY || farthest < wanted.atLeast) return ranked
  const last = ranked[wanted.limit - 1]
  return last !== undefined && last.score > farthest ? ranked : undefined
}

/** The best so far for each vector, and now with more rows: for the few searches a short list cannot answer. */
export const withRows = (
  best: ReadonlyArray<ReadonlyArray<Neighbour>>,
  rows: ReadonlyArray<ReadRow>,
  vectors: ReadonlyArray<Vector>,
  wanted: Wanted
): ReadonlyArray<ReadonlyArray<Neighbour>> =>
  vectors.map((vector, i) => top([...(best[i] ?? []), ...rank(rows, vector, wanted)], wanted.limit))

/** The lists that were proven, with the others filled in from `rest`, in order. */
export const completed = (
  proven: ReadonlyArray<ReadonlyArray<Neighbour> | undefined>,
  rest: ReadonlyArray<ReadonlyArray<Neighbour>>
): ReadonlyArray<ReadonlyArray<Neighbour>> => {
  const left = rest.values()
  return proven.map((list) => list ?? left.next().value ?? [])
}

const rank = (rows: ReadonlyArray<ReadRow>, vector: Vector, { atLeast, limit }: Wanted) =>
  top(
    rows.map((row) => ({ id: row.id, score: cosine(vector, row.vector) })).filter(({ score }) => score >= atLeast),
    limit
  )

const top = (neighbours: ReadonlyArray<Neighbour>, limit: number) =>
  Array.sort(neighbours, nearestFirst).slice(0, limit)
