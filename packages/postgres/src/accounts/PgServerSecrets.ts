/**
 * Keeps secrets that all servers of this database share in the `server_secrets` table, each made by whoever is first.
 */
import { ServerSecrets } from "@loopi/core"
import { DateTime, Effect, Layer, Option, Redacted, Schema } from "effect"
import { SqlClient, SqlSchema } from "effect/sql"
import { randomBytes } from "node:crypto"
import { asWorkerOnce } from "../internal/asLearner.ts"
import { orUnavailable } from "../internal/orUnavailable.ts"

const SecretRow = Schema.Struct({ secret: Schema.Uint8Array })

export const layer: Layer.Layer<ServerSecrets, never, SqlClient.SqlClient> = Layer.effect(
  ServerSecrets,
  Effect.gen(function* () {
    const sql = yield* SqlClient.SqlClient
    const { find, make } = statementsOver(sql)
    const worker = asWorkerOnce(sql)
    /** They never change, so each is asked for once. */
    const known = new Map<string, Redacted.Redacted<Uint8Array>>()

    const fromTable = Effect.fnUntraced(function* (name: string) {
      const found = yield* worker(find(name))
      if (Option.isSome(found)) return found.value
      const createdAt = yield* DateTime.now
      return yield* worker(make({ name, secret: yield* Effect.sync(() => randomBytes(32)), createdAt }))
    })

    return ServerSecrets.of({
      get: Effect.fn("PgServerSecrets.get")(function* (name) {
        const before = known.get(name)
        if (before !== undefined) return before
        const { secret } = yield* fromTable(name).pipe(orUnavailable("ServerSecrets.get"))
        const kept = Redacted.make(Uint8Array.from(secret))
        known.set(name, kept)
        return kept
      })
    })
  })
)

const statementsOver = (sql: SqlClient.SqlClient) => ({
  find: SqlSchema.findOneOption({
    Request: Schema.String,
    Result: SecretRow,
    execute: (name) => sql`SELECT secret FROM server_secrets WHERE name = ${name}`
  }),

  /** Gives back what somebody else made meanwhile. */
  make: SqlSchema.findOne({
    Request: Schema.Struct({ name: Schema.String, ...SecretRow.fields, createdAt: Schema.DateTimeUtcFromDate }),
    Result: SecretRow,
    execute: (row) => sql`
      INSERT INTO server_secrets ${sql.insert(row)}
      ON CONFLICT (name) DO UPDATE SET name = excluded.name RETURNING secret
    `
  })
})
