/**
 * Every composition, made anew in a place of its own each time it is built, and gone afterwards.
 */
import { mkdtemp, rm } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import type { Stores } from "@loopi/core"
import { MemoryStores } from "@loopi/core/memory"
import { Postgres } from "@loopi/postgres"
import { Effect, Layer } from "effect"
import { Composition, type OpenError, Plan } from "loopi"
import { TestPostgres } from "../../../postgres/src/testing/index.ts"
import type { CompositionName } from "./names.ts"

/** What the use cases stand on. */
export const adaptersOf = (name: CompositionName) => Layer.unwrap(Effect.map(planOf(name), Composition.layerAdapters))

/** The vault by itself, for a contract that brings master keys of its own. */
export const vaultOf = (name: CompositionName) => Layer.unwrap(Effect.map(planOf(name), vaultOfPlan))

const vaultOfPlan = (plan: Plan.Plan): Layer.Layer<Stores, OpenError> => {
  switch (plan.composition) {
    case "memory":
      return MemoryStores.layer
    case "embedded":
      return Postgres.layerEmbedded({ directory: join(plan.directory, "postgres") })
    case "hybrid":
    case "postgres":
      return Postgres.layerUrl(plan.server.url)
  }
}

const planOf = Effect.fnUntraced(function* (name: CompositionName) {
  if (name === "memory") return Plan.memory
  const directory = yield* temporaryDirectory
  switch (name) {
    case "embedded":
      return Plan.embedded({ directory })
    case "embedded, LanceDB study":
      return { ...Plan.embedded({ directory }), study: "lancedb" as const }
    case "hybrid":
      return Plan.hybrid({ directory, url: yield* serverUrl })
    case "postgres":
      return Plan.postgres({ directory, url: yield* serverUrl })
  }
})

const temporaryDirectory = Effect.acquireRelease(
  Effect.promise(() => mkdtemp(join(tmpdir(), "loopi-conformance-"))),
  (directory) => Effect.promise(() => rm(directory, { recursive: true, force: true }))
)

/** A database of its own on a real server with pgvector: PGlite would not do. */
const serverUrl = Effect.gen(function* () {
  const built = yield* Layer.build(TestPostgres.layer({ sources: ["TEST_DATABASE_URL", "binaries", "container"] }))
  const { database, description } = yield* Effect.provideContext(TestPostgres.TestPostgres, built)
  if (database === undefined || !database.pgvector) return yield* Effect.die(new Error(`No pgvector on ${description}`))
  return database.url
})
