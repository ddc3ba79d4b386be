/**
 * Keeps learners' keys for providers in the `provider_keys` table: sealed by the core, and encrypted once more by
 * pgcrypto. A statement carries what is sealed and a password of the one row, which opens nothing by itself.
 */
import { ProviderKey, ProviderKeyVault, Sealing, type SealedKeys, vaultOver } from "@loopi/core"
import { Effect, Layer, Option, Redacted } from "effect"
import { SqlClient } from "effect/sql"
import { asLearner, asWorker } from "../internal/asLearner.ts"
import { orUnavailable } from "../internal/orUnavailable.ts"
import { statementsOver } from "./statements.ts"

export const layer: Layer.Layer<ProviderKeyVault, never, SqlClient.SqlClient> = Layer.effect(
  ProviderKeyVault,
  Effect.flatMap(SqlClient.SqlClient, (sql) => vaultOver(keptIn(sql)))
)

const keptIn = (sql: SqlClient.SqlClient): SealedKeys => {
  const { counts, find, list, outdated, remove, reseal, write } = statementsOver(sql)

  return {
    write: Effect.fn("PgProviderKeyVault.write")(function* ({ key, sealed }, masterKey) {
      const password = Redacted.value(yield* Sealing.passwordFor(masterKey, key))
      yield* write({ ...key, sealed, password }).pipe(asLearner(sql, key.userId), orUnavailable("ProviderKeyVault.put"))
    }),

    find: Effect.fn("PgProviderKeyVault.find")(function* (userId, provider, ring) {
      const passwords = yield* Effect.forEach(ring, (masterKey) =>
        Effect.map(Sealing.passwordFor(masterKey, { userId, provider }), (password) => ({
          masterKeyId: masterKey.id,
          password: Redacted.value(password)
        }))
      )
      const found = yield* find({ userId, provider, passwords }).pipe(
        asLearner(sql, userId),
        orUnavailable("ProviderKeyVault.reveal")
      )
      return Option.map(found, ({ sealed, ...key }) => ({ key: ProviderKey.make(key), sealed: sealed ?? undefined }))
    }),

    list: (userId) => list(userId).pipe(asLearner(sql, userId), orUnavailable("ProviderKeyVault.list")),

    remove: (userId, provider) =>
      remove({ userId, provider }).pipe(
        asLearner(sql, userId),
        orUnavailable("ProviderKeyVault.remove"),
        Effect.map(Option.isSome)
      ),

    outdated: (current, { after, limit }) =>
      outdated({ current, after, limit }).pipe(asWorker(sql), orUnavailable("ProviderKeyVault.rotate")),

    reseal: Effect.fn("PgProviderKeyVault.reseal")(function* (before, { key, sealed }, masterKey) {
      const password = Redacted.value(yield* Sealing.passwordFor(masterKey, key))
      const done = yield* reseal({ ...key, sealed, password, before: before.masterKeyId }).pipe(
        asLearner(sql, key.userId),
        orUnavailable("ProviderKeyVault.rotate")
      )
      return Option.isSome(done)
    }),

    counts: counts(undefined).pipe(asWorker(sql), orUnavailable("ProviderKeyVault.counts"))
  }
}
