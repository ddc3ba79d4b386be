/**
 * Keeps API tokens in the `api_tokens` table. Whoever shows one is nobody yet: it is looked for as a worker.
 */
import { ApiTokenId, ApiTokenNotFound, ApiTokenStore, SecretDigest, TooManyTokens, UserId } from "@loopi/core"
import { Effect, Layer, Option, Schema } from "effect"
import { SqlClient, SqlSchema } from "effect/sql"
import { Sending } from "../client/Transaction.ts"
import { asLearnerOnce, asWorkerOnce } from "../internal/asLearner.ts"
import { orUnavailable } from "../internal/orUnavailable.ts"
import { ApiTokenRow } from "./accountRows.ts"
import { openingOver } from "./sessionStatements.ts"

const Id = Schema.Struct({ id: ApiTokenId })

export const layer: Layer.Layer<ApiTokenStore, never, SqlClient.SqlClient> = Layer.effect(
  ApiTokenStore,
  Effect.gen(function* () {
    const sql = yield* SqlClient.SqlClient
    const { lock } = openingOver(sql)
    const { find, insert, list, remove } = statementsOver(sql)

    return ApiTokenStore.of({
      insert: (token, digest, limit) =>
        Effect.provideService(lock(token.userId), Sending, "later").pipe(
          Effect.andThen(insert({ token, digest, limit })),
          asLearnerOnce(sql, token.userId),
          orUnavailable("ApiTokenStore.insert"),
          Effect.flatMap(Option.match({ onNone: () => TooManyTokens.make({ limit }), onSome: () => Effect.void }))
        ),
      list: (userId) => list(userId).pipe(asLearnerOnce(sql, userId), orUnavailable("ApiTokenStore.list")),
      find: (digest, at) => find({ digest, at }).pipe(asWorkerOnce(sql), orUnavailable("ApiTokenStore.find")),
      remove: (userId, id) =>
        remove({ userId, id }).pipe(
          asLearnerOnce(sql, userId),
          orUnavailable("ApiTokenStore.remove"),
          Effect.flatMap(Option.match({ onNone: () => ApiTokenNotFound.make({ id }), onSome: () => Effect.void }))
        )
    })
  })
)

const statementsOver = (sql: SqlClient.SqlClient) => ({
  insert: SqlSchema.findOneOption({
    Request: Schema.Struct({ token: ApiTokenRow, digest: SecretDigest, limit: Schema.Int }),
    Result: Id,
    execute: ({ digest, limit, token }) => sql`
      INSERT INTO api_tokens (user_id, id, digest, name, scopes, last_four, created_at, expires_at, last_used_at)
      SELECT ${token.userId}::uuid, ${token.id}::uuid, ${digest}::text, ${token.name}::text, ${token.scopes}::text[],
        ${token.lastFour}::text, ${token.createdAt}::timestamptz, ${token.expiresAt}::timestamptz,
        ${token.lastUsedAt}::timestamptz
      WHERE ${limit} > (
        SELECT count(*) FROM api_tokens
        WHERE user_id = ${token.userId} AND (expires_at IS NULL OR expires_at > ${token.createdAt})
      )
      RETURNING id
    `
  }),

  list: SqlSchema.findAll({
    Request: UserId,
    Result: ApiTokenRow,
    execute: (userId) => sql`SELECT * FROM api_tokens WHERE user_id = ${userId} ORDER BY created_at, id`
  }),

  find: SqlSchema.findOneOption({
    Request: Schema.Struct({ digest: SecretDigest, at: Schema.DateTimeUtcFromDate }),
    Result: ApiTokenRow,
    execute: ({ at, digest }) => sql`
      WITH found AS (
        SELECT * FROM api_tokens WHERE digest = ${digest} AND (expires_at IS NULL OR expires_at > ${at})
      ), hour AS (
        SELECT date_trunc('hour', ${at}::timestamptz, 'UTC') AS used
      ), noted AS (
        UPDATE api_tokens SET last_used_at = greatest(used, found.created_at) FROM found, hour
        WHERE api_tokens.user_id = found.user_id AND api_tokens.id = found.id
          AND (api_tokens.last_used_at IS NULL OR api_tokens.last_used_at < used)
      )
      SELECT user_id, id, name, scopes, last_four, created_at, expires_at,
        greatest(last_used_at, used, created_at) AS last_used_at
      FROM found, hour
    `
  }),

  remove: SqlSchema.findOneOption({
    Request: Schema.Struct({ userId: UserId, id: ApiTokenId }),
    Result: Id,
    execute: ({ id, userId }) => sql`DELETE FROM api_tokens WHERE user_id = ${userId} AND id = ${id} RETURNING id`
  })
})
