/**
 * The container path of a Postgres for tests, where Docker answers: every store and the vectors keep their promises in
 * it. Its image is the one LOOPI_TEST_IMAGE names. Not among the tests of `npm test`: run `npm run test:containers`.
 */
import { assert, describe, it } from "@effect/vitest"
import { StoresContract, EmbeddingIndexContract } from "@loopi/core/testing"
import { PgEmbeddingIndex, Postgres } from "@loopi/postgres"
import { Effect, Layer, Redacted } from "effect"
import { TestPostgres } from "../../src/testing/index.ts"
import { shared } from "../shared.ts"

const sources = ["container"] as const
const container = shared(TestPostgres.layer({ sources }))
const stores = shared(
  Layer.unwrap(
    Effect.gen(function* () {
      const { database } = yield* TestPostgres.TestPostgres
      const url = database?.url ?? Redacted.make("")
      const client = Postgres.layerServer(url, { vectors: database?.pgvector })
      return Layer.mergeAll(Postgres.layerStores, PgEmbeddingIndex.layer).pipe(Layer.provide(client))
    })
  ).pipe(Layer.provide(container))
)

describe("a Postgres in a container", () => {
  it.effect("is said to be one, by the name of its image", () =>
    Effect.gen(function* () {
      const { database, description, source } = yield* TestPostgres.TestPostgres
      assert.strictEqual(source, "container")
      assert.match(description, /^Postgres in a container of /)
      assert.isTrue(database?.pgvector)
    }).pipe(Effect.provide(container))
  )
})

StoresContract.suite("Postgres in a container", stores)
EmbeddingIndexContract.suite("pgvector in a container", stores)
