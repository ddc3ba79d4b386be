/**
 * pgcrypto is found wherever a host has put it, and put where it may be where nobody has.
 */
import { assert, it } from "@effect/vitest"
import { ProviderKeyVault, readSecret } from "@loopi/core"
import { fixtures, TestMasterKeys } from "@loopi/core/testing"
import { Migrations, Postgres, Server } from "@loopi/postgres"
import { Effect, Layer, Redacted } from "effect"
import { SqlClient } from "effect/sql"
import { layer as layerServer, TestServer, withServer } from "../server.ts"

const places: ReadonlyArray<readonly [what: string, before: ReadonlyArray<string>, schema: string]> = [
  ["nowhere yet", [], "public"],
  [
    "a schema of the host's own",
    ["CREATE SCHEMA extensions", "CREATE EXTENSION pgcrypto SCHEMA extensions"],
    "extensions"
  ],
  ["nowhere, and there is no schema public", ["DROP SCHEMA public"], "loopi"]
]

withServer("the vault and its extension", () =>
  it.layer(layerServer, { timeout: "60 seconds" })("a vault keeps keys where pgcrypto is in", (it) => {
    it.effect.each(places)("%s", ([, before, schema]) =>
      Effect.gen(function* () {
        const client = Server.layer(yield* (yield* TestServer).newDatabase)
        const prepared = Layer.tap(client, (context) =>
          Effect.gen(function* () {
            const sql = yield* SqlClient.SqlClient
            for (const statement of before) yield* sql.unsafe(statement)
            yield* Migrations.migrate
          }).pipe(Effect.provide(context))
        )
        yield* keepOne(schema).pipe(
          Effect.provide(
            Postgres.layerStores.pipe(Layer.provideMerge(prepared), Layer.provideMerge(TestMasterKeys.layer))
          )
        )
      })
    )
  })
)

const keepOne = Effect.fnUntraced(function* (schema: string) {
  const sql = yield* SqlClient.SqlClient
  const vault = yield* ProviderKeyVault
  yield* (yield* TestMasterKeys).renew
  const learner = yield* fixtures.newLearner
  const secret = yield* Effect.fromResult(readSecret(Redacted.make("sk-0123456789abcdef")))
  yield* vault.put(learner, "openai", secret)
  assert.strictEqual(Redacted.value(yield* vault.reveal(learner, "openai")), Redacted.value(secret))
  const found =
    yield* sql`SELECT extnamespace::regnamespace::text AS schema FROM pg_extension WHERE extname = 'pgcrypto'`
  assert.deepStrictEqual(found, [{ schema }])
})
