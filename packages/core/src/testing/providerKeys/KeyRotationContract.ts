/**
 * How keys move from one master key to the next while everybody goes on: part of what a `ProviderKeyVault` must do.
 */
import { assert, it } from "@effect/vitest"
import { Effect, Layer, Redacted } from "effect"
import type { MasterKey, MasterKeyId } from "../../domain/providerKeys/MasterKey.ts"
import { ProviderKey } from "../../domain/providerKeys/ProviderKey.ts"
import type { UserId } from "../../domain/users/User.ts"
import { newMasterKey } from "../../keys/newMasterKey.ts"
import { ProviderKeyVault, type RotatedBatch } from "../../ports/providerKeys/ProviderKeyVault.ts"
import type { UserStore } from "../../ports/users/UserStore.ts"
import { newLearner } from "../fixtures.ts"
import { begin, newSecret, revealed } from "./providerKeys.ts"
import { TestMasterKeys } from "./TestMasterKeys.ts"

export const suite = <E>(adapter: string, layer: Layer.Layer<ProviderKeyVault | UserStore, E>): void => {
  const withKeys = layer.pipe(Layer.provideMerge(TestMasterKeys.layer))
  it.layer(withKeys, { timeout: "60 seconds" })(`a ProviderKeyVault rotates (${adapter})`, (it) => {
    it.effect("batch by batch, readable at every step, and goes on where it was broken off", () =>
      Effect.gen(function* () {
        const { learner, masterKey, vault } = yield* begin
        const kept = yield* sealMany(7)
        const next = yield* introduce(masterKey)

        const { sealed } = yield* vault.rotate({ after: before(learner), limit: 3 })
        assert.deepStrictEqual([sealed, yield* count(masterKey.id)], [3, 4])
        yield* assertAllReadable(kept)

        // Whoever begins again needs no memory of how far the first came.
        assert.strictEqual(yield* rotateAll(learner), 4)
        assert.deepStrictEqual([yield* count(masterKey.id), yield* count(next.id)], [0, 7])
        yield* assertAllReadable(kept)
        for (const { key } of kept) {
          assert.deepStrictEqual(yield* vault.list(key.userId), [ProviderKey.make({ ...key, masterKeyId: next.id })])
        }
      })
    )

    it.effect("so that the old master key is needed until the end, and not after it", () =>
      Effect.gen(function* () {
        const { learner, masterKey, vault } = yield* begin
        const ring = yield* TestMasterKeys
        const kept = yield* sealMany(4)
        const next = yield* introduce(masterKey)
        yield* vault.rotate({ after: before(learner), limit: 2 })

        yield* ring.set(next)
        const [, , ...unmoved] = kept
        for (const { key } of unmoved) {
          const error = yield* Effect.flip(vault.reveal(key.userId, key.provider))
          assert.deepInclude(error, { reason: "master_key_missing", masterKeyId: masterKey.id })
        }
        assert.lengthOf(unmoved, yield* count(masterKey.id))

        yield* ring.set(next, masterKey)
        yield* rotateAll(learner)
        yield* ring.set(next)
        yield* assertAllReadable(kept)
      })
    )

    it.effect("past keys whose master key is gone, and names them", () =>
      Effect.gen(function* () {
        const { learner, vault } = yield* begin
        const lost = yield* sealMany(2)
        const old = yield* (yield* TestMasterKeys).renew
        const kept = yield* sealMany(2)
        const next = yield* introduce(old)
        const { sealed, unreadable } = yield* vault.rotate({ after: before(learner), limit: 100 })

        assert.deepStrictEqual([sealed, yield* count(next.id)], [2, 2])
        assert.deepStrictEqual(
          unreadable.map(({ provider, reason, userId }) => ({ provider, reason, userId })),
          lost.map(({ key: { provider, userId } }) => ({ provider, reason: "master_key_missing", userId }))
        )
        yield* assertAllReadable(kept)
      })
    )

    it.effect("beside a rotation just like it, and learners who put, read and remove keys", () =>
      Effect.gen(function* () {
        const { learner, masterKey, vault } = yield* begin
        const [replaced, removed, ...read] = yield* sealMany(12)
        assert.isDefined(replaced)
        assert.isDefined(removed)
        const next = yield* introduce(masterKey)
        const secret = yield* newSecret()
        const [sealed] = yield* Effect.all(
          [
            Effect.all([rotateAll(learner), rotateAll(learner)], { concurrency: "unbounded" }),
            Effect.repeat(vault.put(replaced.key.userId, replaced.key.provider, secret), { times: 5 }),
            vault.remove(removed.key.userId, removed.key.provider),
            Effect.repeat(assertAllReadable(read), { times: 5 })
          ],
          { concurrency: "unbounded" }
        )

        assert.deepStrictEqual([yield* count(masterKey.id), yield* count(next.id)], [0, 11])
        assert.strictEqual(yield* revealed(replaced.key.userId, replaced.key.provider), Redacted.value(secret))
        assert.isEmpty(yield* vault.list(removed.key.userId))
        yield* assertAllReadable(read)
        // None is sealed twice: whoever comes second finds it done.
        assert.include([10, 11, 12], sealed[0] + sealed[1])
      })
    )

    it.effect("nothing when all is sealed with the current master key", () =>
      Effect.gen(function* () {
        const { learner, masterKey } = yield* begin
        yield* sealMany(3)
        assert.strictEqual(yield* rotateAll(learner), 0)
        assert.strictEqual(yield* count(masterKey.id), 3)
      })
    )
  })
}

interface Kept {
  readonly key: ProviderKey
  readonly secret: string
}

/** Keys of so many learners. */
const sealMany = (n: number) =>
  Effect.replicateEffect(
    Effect.gen(function* () {
      const vault = yield* ProviderKeyVault
      const secret = yield* newSecret()
      const key = yield* vault.put(yield* newLearner, "anthropic", secret)
      return { key, secret: Redacted.value(secret) } satisfies Kept
    }),
    n
  )

/** A master key before this one, which stays for opening. */
const introduce = Effect.fnUntraced(function* (old: MasterKey) {
  const ring = yield* TestMasterKeys
  const next = yield* newMasterKey
  yield* ring.set(next, old)
  return next
})

const count = Effect.fnUntraced(function* (id: MasterKeyId) {
  const vault = yield* ProviderKeyVault
  return (yield* vault.counts).find(({ masterKeyId }) => masterKeyId === id)?.keys ?? 0
})

/** Learners' ids ascend: what comes after this learner is what the test has put. */
const before = (learner: UserId) => ({ userId: learner, provider: "voyage" }) as const

/** Rotates in batches of three to the end, and says how many were sealed anew. */
const rotateAll = Effect.fnUntraced(function* (learner: UserId) {
  const vault = yield* ProviderKeyVault
  let sealed = 0
  let after: Parameters<typeof vault.rotate>[0]["after"] = before(learner)
  while (after !== undefined) {
    const rotated: RotatedBatch = yield* vault.rotate({ after, limit: 3 })
    sealed += rotated.sealed
    after = rotated.last
  }
  return sealed
})

const assertAllReadable = (kept: ReadonlyArray<Kept>) =>
  Effect.forEach(
    kept,
    ({ key, secret }) => Effect.map(revealed(key.userId, key.provider), (found) => assert.strictEqual(found, secret)),
    { discard: true }
  )
