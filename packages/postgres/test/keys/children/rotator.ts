/**
 * Rotates all keys of a database, for a test that kills it: the database in DATABASE_URL, the ring in LOOPI_MASTER_KEYS.
 */
import * as NodeRuntime from "@effect/platform-node/NodeRuntime"
import { Keys, MasterKeys, readMasterKeys } from "@loopi/core"
import { PgProviderKeyVault, Server } from "@loopi/postgres"
import { Config, Effect, Layer } from "effect"

const program = Effect.gen(function* () {
  const url = yield* Config.Redacted("DATABASE_URL")
  const ring = yield* Effect.fromResult(readMasterKeys(yield* Config.Redacted("LOOPI_MASTER_KEYS")))
  const vault = PgProviderKeyVault.layer.pipe(Layer.provide(Server.layer(url)))
  const masterKeys = Layer.succeed(MasterKeys, { ring: Effect.succeed(ring), keep: undefined })
  yield* Keys.use((keys) => keys.rotate()).pipe(
    Effect.provide(Keys.layer.pipe(Layer.provide(vault), Layer.provide(masterKeys)))
  )
})

NodeRuntime.runMain(program)
