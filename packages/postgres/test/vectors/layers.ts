/**
 * Vectors in Postgres for the tests: in a database of its own on a server that has pgvector, and embedded.
 */
import { it } from "@effect/vitest"
import { Embedded, PgEmbeddingIndex, Postgres, VectorMigrations } from "@loopi/postgres"
import { Config, Effect, Layer, Option, Redacted } from "effect"
import { existsSync } from "node:fs"
import { basename, dirname, join } from "node:path"
import { findBinaries } from "../../src/testing/localServer.ts"
import { layer as layerServer, runtimeRole, TestServer, withServer } from "../server.ts"

/** PGlite brings the extension as a module of its own. */
export const embedded = PgEmbeddingIndex.layer.pipe(
  Layer.provideMerge(Layer.effectDiscard(VectorMigrations.migrate)),
  Layer.provideMerge(Embedded.layer({ extensions: [{ module: "@electric-sql/pglite-pgvector", name: "vector" }] }))
)

/** As the login that serves learners, whom row security binds. */
export const onServer = PgEmbeddingIndex.layer.pipe(
  Layer.provideMerge(
    Layer.unwrap(
      Effect.gen(function* () {
        const server = yield* TestServer
        const ownerUrl = yield* server.newDatabase
        const url = new URL(Redacted.value(ownerUrl))
        Object.assign(url, { username: runtimeRole, password: "for-tests-only" })
        return Postgres.layerServer(Redacted.make(url.href), { ownerUrl, vectors: true })
      })
    )
  ),
  Layer.provide(layerServer)
)

const isNamed = Option.isSome(Effect.runSync(Effect.orDie(Config.option(Config.String("TEST_DATABASE_URL")))))

/** Defines tests that need a server with pgvector; without one, says that they are skipped. */
export const withPgvector = (what: string, define: () => void): void =>
  withServer(what, () => {
    const binaries = findBinaries()
    if (isNamed || (binaries !== undefined && hasPgvector(binaries))) return define()
    const skipped = `${what}: skipped, for want of pgvector. Run scripts/install-pgvector.sh.`
    process.stderr.write(`${skipped}\n`)
    it.skip(skipped)
  })

const hasPgvector = (binaries: string): boolean => {
  const home = dirname(binaries)
  const shares = [join(home, "share"), join(home, "share/postgresql"), join("/usr/share/postgresql", basename(home))]
  return shares.some((share) => existsSync(join(share, "extension/vector.control")))
}
