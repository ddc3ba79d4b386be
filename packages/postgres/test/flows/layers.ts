/**
 * A migrated database on the server for flows, signed in as who serves learners.
 */
import { createServer } from "node:net"
import { ClusterFlows, Postgres } from "@loopi/postgres"
import { Effect, Layer } from "effect"
import { pooled } from "../pooler.ts"
import { layer as layerServer, TestServer } from "../server.ts"

export const direct = Layer.unwrap(
  Effect.gen(function* () {
    const { runtime } = yield* (yield* TestServer).newMigrated
    return Postgres.layerServer(runtime)
  })
).pipe(Layer.provide(layerServer))

/** Behind a pooler that hands its few sessions on after each transaction. */
export const throughPooler = Layer.unwrap(
  Effect.gen(function* () {
    const { runtime } = yield* (yield* TestServer).newMigrated
    return Postgres.layerServer(yield* pooled(runtime, 4))
  })
).pipe(Layer.provide(layerServer))

/** A port that was free a moment ago. */
export const freePort: Effect.Effect<number> = Effect.callback((resume) => {
  const server = createServer().listen(0, "127.0.0.1", () => {
    const at = server.address()
    server.close(() => resume(typeof at === "object" && at !== null ? Effect.succeed(at.port) : Effect.die("no port")))
  })
})

/** Each machine built of it listens on a port of its own. */
export const reachable = Layer.unwrap(
  Effect.map(freePort, (port) => ClusterFlows.layerWith({ address: { host: "127.0.0.1", port } }))
)
