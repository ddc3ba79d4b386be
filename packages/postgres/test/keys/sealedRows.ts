/**
 * What is kept of a key opens in its own row, with its own master key, to the last bit; and nowhere else.
 */
import { assert, it } from "@effect/vitest"
import {
  type MasterKey,
  MasterKeyId,
  type Provider,
  ProviderKeyVault,
  readSecret,
  Sealing,
  type UserId,
  type UserStore
} from "@loopi/core"
import { fixtures, TestMasterKeys } from "@loopi/core/testing"
import { asWorker, PgProviderKeyVault } from "@loopi/postgres"
import { Effect, Layer, Redacted } from "effect"
import { SqlClient } from "effect/sql"

const secret = Effect.fromResult(readSecret(Redacted.make("sk-1234567890-xyz")))

export const suite = <E>(adapter: string, database: Layer.Layer<SqlClient.SqlClient | UserStore, E>): void => {
  const layer = PgProviderKeyVault.layer.pipe(Layer.provideMerge(database), Layer.provideMerge(TestMasterKeys.layer))
  it.layer(layer, { timeout: "120 seconds" })(`a key that is kept (${adapter})`, (it) => {
    it.effect(
      "does not open with any one bit flipped",
      () =>
        Effect.gen(function* () {
          const { box, learner, sql } = yield* begin
          const own = sql`user_id = ${learner}`
          for (let bit = 0; bit < box.length * 8; bit++) {
            const flip = asWorker(sql)(sql`
              UPDATE loopi.provider_keys SET box = set_bit(box, ${bit}, 1 - get_bit(box, ${bit})) WHERE ${own}
            `)
            yield* flip
            yield* assertDamaged(learner, "jina")
            yield* flip
          }
          yield* (yield* ProviderKeyVault).reveal(learner, "jina")
        }),
      60_000
    )

    it.effect("does not open cut short, lengthened or empty", () =>
      Effect.gen(function* () {
        const { box, learner, sql } = yield* begin
        const bent = [box.subarray(0, -1), box.subarray(0, 32), box.subarray(0, 31), box.subarray(0, 0), [...box, 0]]
        for (const bytes of bent) {
          yield* keep(sql, learner, "jina", Uint8Array.from(bytes))
          yield* assertDamaged(learner, "jina")
        }
      })
    )

    it.effect("does not open in the row of another learner or provider", () =>
      Effect.gen(function* () {
        const { box, learner, sql } = yield* begin
        const vault = yield* ProviderKeyVault
        const other = yield* fixtures.newLearner
        yield* vault.put(other, "jina", yield* secret)
        yield* vault.put(learner, "voyage", yield* secret)
        yield* keep(sql, other, "jina", box)
        yield* keep(sql, learner, "voyage", box)
        yield* assertDamaged(other, "jina")
        yield* assertDamaged(learner, "voyage")

        yield* asWorker(sql)(sql`DELETE FROM loopi.provider_keys WHERE user_id = ${other}`)
        yield* asWorker(sql)(sql`
          UPDATE loopi.provider_keys SET user_id = ${other} WHERE user_id = ${learner} AND provider = 'jina'
        `)
        yield* assertDamaged(other, "jina")
      })
    )

    it.effect("does not open there for those who know the passwords of both rows", () =>
      Effect.gen(function* () {
        const { box, learner, masterKey, sql } = yield* begin
        const vault = yield* ProviderKeyVault
        const other = yield* fixtures.newLearner
        yield* vault.put(other, "jina", yield* secret)
        const [from, to] = [yield* password(masterKey, learner), yield* password(masterKey, other)]
        const moved = sql`loopi.box_key(loopi.unbox_key(${box}, ${from}), ${to})`
        const [{ opened } = { opened: false }] = yield* asWorker(sql)(sql<{ readonly opened: boolean }>`
          UPDATE loopi.provider_keys SET box = ${moved} WHERE user_id = ${other}
          RETURNING loopi.unbox_key(box, ${to}) IS NOT NULL AS opened
        `)
        assert.isTrue(opened)
        yield* assertDamaged(other, "jina")
      })
    )

    it.effect("does not open as the key it replaced, nor under another master key's name", () =>
      Effect.gen(function* () {
        const { box, learner, masterKey, sql } = yield* begin
        const vault = yield* ProviderKeyVault
        yield* vault.put(learner, "jina", yield* secret)
        yield* keep(sql, learner, "jina", box)
        yield* assertDamaged(learner, "jina")

        yield* vault.put(learner, "jina", yield* secret)
        yield* asWorker(sql)(sql`UPDATE loopi.provider_keys SET master_key_id = 'other' WHERE user_id = ${learner}`)
        const other = MasterKeyId.make("other")
        const error = yield* Effect.flip(vault.reveal(learner, "jina"))
        assert.deepInclude(error, { reason: "master_key_missing", masterKeyId: other })
        yield* (yield* TestMasterKeys).set(masterKey, { ...masterKey, id: other })
        yield* assertDamaged(learner, "jina")
      })
    )

    it.effect("has a rotation pass it by when it is damaged, and say so", () =>
      Effect.gen(function* () {
        const { learner, masterKey, sql } = yield* begin
        const ring = yield* TestMasterKeys
        const next = yield* ring.renew
        yield* ring.set(next, masterKey)
        yield* asWorker(sql)(sql`
          UPDATE loopi.provider_keys SET box = set_bit(box, 300, 1 - get_bit(box, 300)) WHERE user_id = ${learner}
        `)
        const { unreadable } = yield* (yield* ProviderKeyVault).rotate({ limit: 10_000 })
        const own = unreadable.find(({ userId }) => userId === learner)
        assert.deepInclude(own, { reason: "damaged", provider: "jina", masterKeyId: masterKey.id })
      })
    )
  })
}

/** A learner with a key for Jina, and what is kept of it. */
const begin = Effect.gen(function* () {
  const sql = yield* SqlClient.SqlClient
  const masterKey = yield* (yield* TestMasterKeys).renew
  const learner = yield* fixtures.newLearner
  yield* (yield* ProviderKeyVault).put(learner, "jina", yield* secret)
  const [row] = yield* asWorker(sql)(sql<{ readonly box: Uint8Array }>`
    SELECT box FROM loopi.provider_keys WHERE user_id = ${learner}
  `)
  assert.isDefined(row)
  return { sql, masterKey, learner, box: row.box }
})

const keep = (sql: SqlClient.SqlClient, learner: UserId, provider: Provider, box: Uint8Array) =>
  asWorker(sql)(sql`
    UPDATE loopi.provider_keys SET box = ${box} WHERE user_id = ${learner} AND provider = ${provider}
  `)

const assertDamaged = Effect.fnUntraced(function* (learner: UserId, provider: Provider) {
  const error = yield* Effect.flip((yield* ProviderKeyVault).reveal(learner, provider))
  assert.deepInclude(error, { _tag: "ProviderKeyUnreadable", reason: "damaged", userId: learner, provider })
})

const password = (masterKey: MasterKey, userId: UserId) =>
  Effect.map(Sealing.passwordFor(masterKey, { userId, provider: "jina" }), Redacted.value)
