/**
 * The statements of the vault. Every value is a parameter, and none of them is a key or opens one by itself.
 */
import { MasterKeyId, Provider, ProviderKey, UserId } from "@loopi/core"
import { Schema } from "effect"
import { type SqlClient, SqlSchema } from "effect/sql"

/** What may be told of a key, as the table holds it. */
const KeyRow = Schema.Struct({ ...ProviderKey.fields, addedAt: Schema.DateTimeUtcFromDate })

/** Where a key is, with the password that its row has under a master key. */
const Row = Schema.Struct({ ...KeyRow.fields, sealed: Schema.Uint8Array, password: Schema.String })

const Id = Schema.Struct({ id: ProviderKey.fields.id })

export const statementsOver = (sql: SqlClient.SqlClient) => ({
  ...readingOver(sql),
  ...rotatingOver(sql),

  write: SqlSchema.void({
    Request: Row,
    execute: ({ password, sealed, ...row }) => sql`
      INSERT INTO provider_keys (user_id, provider, id, last_four, master_key_id, added_at, box)
      VALUES (${row.userId}, ${row.provider}, ${row.id}, ${row.lastFour}, ${row.masterKeyId}, ${row.addedAt},
        box_key(${sealed}, ${password}))
      ON CONFLICT (user_id, provider) DO UPDATE SET id = excluded.id, last_four = excluded.last_four,
        master_key_id = excluded.master_key_id, added_at = excluded.added_at, box = excluded.box
    `
  }),

  remove: SqlSchema.findOneOption({
    Request: Schema.Struct({ userId: UserId, provider: Provider }),
    Result: Id,
    execute: ({ provider, userId }) => sql`
      DELETE FROM provider_keys WHERE user_id = ${userId} AND provider = ${provider} RETURNING id
    `
  })
})

const readingOver = (sql: SqlClient.SqlClient) => ({
  /** With the password that fits the row's master key, if any does: so that one statement is enough. */
  find: SqlSchema.findOneOption({
    Request: Schema.Struct({
      userId: UserId,
      provider: Provider,
      passwords: Schema.Array(Schema.Struct({ masterKeyId: MasterKeyId, password: Schema.String }))
    }),
    Result: Schema.Struct({ ...KeyRow.fields, sealed: Schema.NullOr(Schema.Uint8Array) }),
    execute: ({ passwords, provider, userId }) => sql`
      SELECT ${columns(sql)}, unbox_key(box, password) AS sealed FROM provider_keys AS keys
      LEFT JOIN (VALUES ${sql.csv(passwords.map((it) => sql`(${it.masterKeyId}::text, ${it.password}::text)`))})
        AS passwords (fits, password) ON fits = master_key_id
      WHERE user_id = ${userId} AND provider = ${provider}
    `
  }),

  list: SqlSchema.findAll({
    Request: UserId,
    Result: KeyRow.pipe(Schema.decodeTo(ProviderKey)),
    execute: (userId) => sql`
      SELECT ${columns(sql)} FROM provider_keys WHERE user_id = ${userId} ORDER BY provider COLLATE "C"
    `
  })
})

const rotatingOver = (sql: SqlClient.SqlClient) => ({
  outdated: SqlSchema.findAll({
    Request: Schema.Struct({
      current: MasterKeyId,
      after: Schema.UndefinedOr(Schema.Struct({ userId: UserId, provider: Provider })),
      limit: Schema.Int
    }),
    Result: KeyRow.pipe(Schema.decodeTo(ProviderKey)),
    execute: ({ after, current, limit }) => {
      const further =
        after === undefined
          ? sql``
          : sql`AND (user_id, provider COLLATE "C") > (${after.userId}::uuid, ${after.provider}::text)`
      return sql`
        SELECT ${columns(sql)} FROM provider_keys WHERE master_key_id <> ${current} ${further}
        ORDER BY user_id, provider COLLATE "C" LIMIT ${limit}
      `
    }
  }),

  /** Only as long as nobody has replaced the key or sealed it anew. */
  reseal: SqlSchema.findOneOption({
    Request: Schema.Struct({ ...Row.fields, before: MasterKeyId }),
    Result: Id,
    execute: ({ before, password, sealed, ...row }) => sql`
      UPDATE provider_keys SET master_key_id = ${row.masterKeyId}, box = box_key(${sealed}, ${password})
      WHERE user_id = ${row.userId} AND provider = ${row.provider} AND id = ${row.id} AND master_key_id = ${before}
      RETURNING id
    `
  }),

  counts: SqlSchema.findAll({
    Request: Schema.Void,
    Result: Schema.Struct({ masterKeyId: MasterKeyId, keys: Schema.Int }),
    execute: () => sql`
      SELECT master_key_id, count(*)::int AS keys FROM provider_keys
      GROUP BY master_key_id ORDER BY master_key_id COLLATE "C"
    `
  })
})

const columns = (sql: SqlClient.SqlClient) => sql`user_id, provider, id, last_four, master_key_id, added_at`
