/**
 * Candidates are named in half precision: tests that no neighbour is lost by it, whatever the vectors are like.
 */
import { PgClient } from "@effect/sql-pg"
import { assert, it } from "@effect/vitest"
import {
  dimension,
  EmbeddingIndex,
  Ids,
  Lexical,
  nearestFirst,
  type Neighbour,
  SpaceId,
  UserId,
  type Vector
} from "@loopi/core"
import { Array, Effect, type Layer } from "effect"
import { SqlClient } from "effect/sql"
import { asLearner } from "../../src/internal/asLearner.ts"
import { directionsOver } from "../../src/vectors/HalfvecColumn.ts"
import { blur, lengthOf } from "../../src/vectors/halfPrecision.ts"
import { findPgvector } from "../../src/vectors/pgvector.ts"

const cards = { kind: "flashcard", space: SpaceId.make("test-1") } as const

const newLearner = Effect.gen(function* () {
  return UserId.make(yield* (yield* Ids).next)
})

/** Numbers from -1 to 1 that look random and are the same for the same seed. */
const vectorOf = (seed: number): Vector =>
  Float32Array.from({ length: dimension }, (_, i) => Math.sin(seed * 78.233 + i * (12.9898 + seed)))

const near = (vector: Vector, distance: number, seed: number): Vector => {
  const other = vectorOf(seed)
  return vector.map((value, i) => value + distance * (other[i] ?? 0))
}

/** Rounded towards 0 in nearly all of its numbers, by nearly as much as half precision ever rounds. */
const roundedDown: Vector = Float32Array.from({ length: dimension }, (_, i) => {
  const number = 2 ** -5 * (1 + 0.99 * 2 ** -11)
  if (i === 1_000) return Math.sqrt(1 - 1_000 * number ** 2)
  return i < 1_000 ? number : 0
})

const spiky = (seed: number) => vectorOf(seed).map((value) => value ** 9)
const sparse = (seed: number) => vectorOf(seed).map((value, i) => (i % 40 === 0 ? value : 0))
const times = (vector: Vector, factor: number) => vector.map((value) => value * factor)

/** All kinds of vectors, the last of which are far too long and far too short for half precision as they are. */
const several: ReadonlyArray<Vector> = [
  roundedDown,
  times(roundedDown, -1),
  ...[1, 2, 3].flatMap((seed) => [vectorOf(seed), near(roundedDown, 0.01, seed), spiky(seed), sparse(seed)]),
  times(vectorOf(4), 1e30),
  times(vectorOf(4), 1e-30)
]

const keep = Effect.fnUntraced(function* (vectors: ReadonlyArray<Vector>) {
  const userId = yield* newLearner
  const index = yield* EmbeddingIndex
  const contentHash = "0".repeat(64)
  yield* index.put(vectors.map((vector, i) => ({ ...cards, userId, id: `${i}`, contentHash, vector })))
  return userId
})

/** The direction of a vector as text, rounded to half precision at once: a server that reads more digits rounds twice. */
const textOf = (vector: Vector): string => {
  const length = lengthOf(vector)
  return `[${Float16Array.from(vector, (value) => value / length).join()}]`
}

/** How far the server's cosine with each of the vectors is from that in double precision. */
const errors = Effect.fnUntraced(function* (userId: UserId, vectors: ReadonlyArray<Vector>, by: Vector) {
  const sql = yield* SqlClient.SqlClient
  const rows = yield* sql<{ readonly id: string; readonly cosine: number }>`
    SELECT id, -(direction <#> ${textOf(by)}::text::halfvec) AS cosine FROM embeddings
    WHERE user_id = ${userId}
  `.pipe(asLearner(sql, userId))
  return rows.map(({ cosine, id }) => Math.abs(cosine - Lexical.cosine(vectors[Number(id)] ?? by, by)))
})

const expected = (query: Vector, among: ReadonlyArray<Vector>, limit: number): ReadonlyArray<Neighbour> =>
  Array.sort(
    among.map((vector, i) => ({ id: `${i}`, score: Lexical.cosine(query, vector) })),
    nearestFirst
  ).slice(0, limit)

/** Whether the server reads each of the vectors as it reads the same numbers from text. */
const areReadAsText = Effect.fnUntraced(function* (vectors: ReadonlyArray<Vector>) {
  const sql = yield* PgClient.PgClient
  const types = yield* Effect.fromNullishOr(sql.config.types)
  const sent = directionsOver(types, yield* findPgvector(sql))
  const texts = vectors.map((vector) => sql`${textOf(vector)}::text::halfvec`)
  const rows = yield* sql<{ readonly same: boolean }>`
    SELECT sent = said AS same FROM unnest(${sent(vectors)}, ARRAY[${sql.csv(texts)}]) AS both_ways (sent, said)
  `
  return rows.map(({ same }) => same)
})

type Layers = EmbeddingIndex | PgClient.PgClient | SqlClient.SqlClient

export const suite = <E>(name: string, layer: Layer.Layer<Layers, E>): void =>
  it.layer(layer, { timeout: "2 minutes" })(`half precision, ${name}`, (it) => {
    it.effect("errs by nearly as much as we allow for, and never by more", () =>
      Effect.gen(function* () {
        const userId = yield* keep(several)
        const all = (yield* Effect.forEach(several, (by) => errors(userId, several, by))).flat()
        assert.strictEqual(all.length, several.length ** 2)
        assert.isBelow(Math.max(...all), blur)
        assert.isAbove(Math.max(...all), 0.85 * blur)
      })
    )

    it.effect("gets every number across, also the smallest that half precision has", () =>
      Effect.gen(function* () {
        const tiny = vectorOf(5).map((value, i) => (i === 0 ? 1 : value * 2 ** -20))
        const vectors = [...several, tiny, new Float32Array(dimension)]
        assert.deepStrictEqual(
          yield* areReadAsText(vectors),
          vectors.map(() => true)
        )
      })
    )

    // 30 that it cannot tell apart are within the doubt it is asked for; of 90 every row has to be read.
    it.effect.each([30, 90])("finds the true neighbours among %i that it cannot tell apart", (many) =>
      Effect.gen(function* () {
        const index = yield* EmbeddingIndex
        for (const distance of [1e-6, 1e-4, 1e-2]) {
          const query = vectorOf(many)
          const close = Array.makeBy(many, (i) => near(query, distance * (1 + i / many), i + 100))
          const kept = [...several, ...close]
          const userId = yield* keep(kept)
          const vectors = [query, near(query, distance, 7), roundedDown]
          const found = yield* index.nearest(userId, { ...cards, vectors, limit: 5 })
          assert.deepStrictEqual(
            found,
            vectors.map((vector) => expected(vector, kept, 5))
          )
          const [alone] = yield* index.nearest(userId, { ...cards, vectors: [query], limit: 5 })
          assert.deepStrictEqual(alone, expected(query, kept, 5))
        }
      })
    )
  })
