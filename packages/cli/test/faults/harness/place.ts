/**
 * A place of its own to keep everything, and everything it depends on behind a wire that can be spoiled.
 */
import { mkdtemp, rm } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { MessagesServer } from "@loopi/ai/testing"
import { FaultProxy, TestPostgres } from "@loopi/postgres/testing"
import { Duration, Effect, Layer, Redacted } from "effect"
import { Plan } from "loopi"
import { startEmbeddings } from "./embeddings.ts"

const temporary = Effect.acquireRelease(
  Effect.promise(() => mkdtemp(join(tmpdir(), "loopi-faults-"))),
  (directory) => Effect.promise(() => rm(directory, { recursive: true, force: true }))
)

const urlAt = ({ port }: FaultProxy.FaultProxy) => `http://127.0.0.1:${port}`

/** Both providers behind a wire each. */
const providers = Effect.gen(function* () {
  const embeddings = yield* FaultProxy.start({ port: yield* startEmbeddings })
  const models = yield* FaultProxy.start({ port: Number(new URL((yield* MessagesServer.start()).url).port) })
  return {
    embeddings,
    models,
    makers: {
      embedding: { present: { embedder: "openai" as const, url: urlAt(embeddings), dimension: 1024 } },
      model: { baseUrl: urlAt(models), timeout: Duration.seconds(3), retries: 1, patience: Duration.seconds(2) }
    }
  }
})

/** Everything in one process, but for what embeds and writes. */
export const embeddedPlace = Effect.gen(function* () {
  const { makers, ...wires } = yield* providers
  const directory = yield* temporary
  const plan: Plan.Plan = { ...Plan.embedded({ directory }), ...makers }
  return { ...wires, plan, lancedb: join(directory, "lancedb") }
})

/** Postgres is a server, reached over a wire. Needs one. */
export const hybridPlace = Effect.gen(function* () {
  const { makers, ...wires } = yield* providers
  const directory = yield* temporary
  const built = yield* Layer.build(TestPostgres.layer({ sources: ["TEST_DATABASE_URL", "binaries"] }))
  const { database } = yield* Effect.provideContext(TestPostgres.TestPostgres, built)
  if (database === undefined) return yield* Effect.die(new Error("There is no Postgres server here"))
  const url = new URL(Redacted.value(database.url))
  const postgres = yield* FaultProxy.start(upstreamOf(url))
  url.searchParams.delete("host")
  url.hostname = "127.0.0.1"
  url.port = `${postgres.port}`
  const plan: Plan.Plan = { ...Plan.hybrid({ directory, url: Redacted.make(url.href) }), ...makers }
  return { ...wires, postgres, plan, lancedb: join(directory, "lancedb") }
})

const upstreamOf = (url: URL): FaultProxy.Upstream => {
  const path = url.searchParams.get("host")
  const port = url.port === "" ? 5432 : Number(url.port)
  return path?.startsWith("/") === true ? { path: `${path}/.s.PGSQL.${port}` } : { host: url.hostname, port }
}
