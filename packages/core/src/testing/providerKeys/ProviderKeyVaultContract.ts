/**
 * What every `ProviderKeyVault` must do, whatever it is made of.
 */
import { assert, it } from "@effect/vitest"
import { DateTime, Effect, Layer, Redacted } from "effect"
import { PasswordHash } from "../../domain/accounts/Account.ts"
import { type Provider, ProviderKeyNotFound } from "../../domain/providerKeys/ProviderKey.ts"
import type { ProviderKeyVault } from "../../ports/providerKeys/ProviderKeyVault.ts"
import { AccountStore } from "../../ports/accounts/AccountStore.ts"
import { type AccountPorts, newAccount, newCode, newMailId } from "../accounts/accounts.ts"
import { january, newLearner } from "../fixtures.ts"
import * as KeyRotationContract from "./KeyRotationContract.ts"
import { begin, newSecret, revealed } from "./providerKeys.ts"
import { TestMasterKeys } from "./TestMasterKeys.ts"

/** The vault must be built anew from the layer: the contract puts master keys of its own below it. */
export const suite = <E>(adapter: string, layer: Layer.Layer<ProviderKeyVault | AccountPorts, E>): void => {
  const withKeys = layer.pipe(Layer.provideMerge(TestMasterKeys.layer))
  it.layer(withKeys, { timeout: "60 seconds" })(`a ProviderKeyVault (${adapter})`, (it) => {
    it.effect("reveals the key it was given, and lists its last four characters", () =>
      Effect.gen(function* () {
        const { vault, learner, masterKey } = yield* begin
        const secret = yield* newSecret("4f2a")
        const key = yield* vault.put(learner, "anthropic", secret)

        assert.deepStrictEqual(yield* revealed(learner, "anthropic"), Redacted.value(secret))
        assert.deepStrictEqual(yield* vault.list(learner), [key])
        assert.strictEqual(key.lastFour, "4f2a")
        assert.strictEqual(key.userId, learner)
        assert.strictEqual(key.masterKeyId, masterKey.id)
        assert.deepStrictEqual(key.addedAt, yield* DateTime.now)
      })
    )

    it.effect("keeps the last key of a provider, and one for each provider", () =>
      Effect.gen(function* () {
        const { vault, learner } = yield* begin
        const last = yield* newSecret()
        const other = yield* newSecret()
        yield* vault.put(learner, "voyage", other)
        const first = yield* vault.put(learner, "jina", yield* newSecret())
        const second = yield* vault.put(learner, "jina", last)

        assert.strictEqual(yield* revealed(learner, "jina"), Redacted.value(last))
        assert.strictEqual(yield* revealed(learner, "voyage"), Redacted.value(other))
        assert.deepStrictEqual(
          (yield* vault.list(learner)).map((key) => key.provider),
          ["jina", "voyage"]
        )
        assert.notStrictEqual(first.id, second.id)
      })
    )

    it.effect("hides a key from everyone but its owner", () =>
      Effect.gen(function* () {
        const { vault, learner } = yield* begin
        const secret = yield* newSecret()
        yield* vault.put(learner, "openai", secret)
        const other = yield* newLearner

        assert.deepStrictEqual(yield* Effect.flip(vault.reveal(other, "openai")), notFound("openai"))
        assert.deepStrictEqual(yield* Effect.flip(vault.remove(other, "openai")), notFound("openai"))
        assert.isEmpty(yield* vault.list(other))
        assert.strictEqual(yield* revealed(learner, "openai"), Redacted.value(secret))
      })
    )

    it.effect("forgets a key for good, once", () =>
      Effect.gen(function* () {
        const { vault, learner } = yield* begin
        yield* vault.put(learner, "openai", yield* newSecret())
        yield* vault.remove(learner, "openai")

        assert.deepStrictEqual(yield* Effect.flip(vault.reveal(learner, "openai")), notFound("openai"))
        assert.deepStrictEqual(yield* Effect.flip(vault.remove(learner, "openai")), notFound("openai"))
        assert.isEmpty(yield* vault.list(learner))
      })
    )

    it.effect("loses the keys of whoever had an address before its owner proved it, and no others", () =>
      Effect.gen(function* () {
        const { vault, learner } = yield* begin
        const accounts = yield* AccountStore
        const squatted = yield* newAccount()
        const proven = yield* newAccount({ verifiedAt: january(1) })
        const people = [squatted.userId, proven.userId, learner]
        for (const userId of people) yield* vault.put(userId, "anthropic", yield* newSecret())
        for (const { userId } of [squatted, proven]) {
          const { digest } = yield* newCode(userId, "reset")
          yield* accounts.redeemReset(digest, PasswordHash.make("$hash$fresh"), january(2), yield* newMailId)
        }

        const kept = yield* Effect.forEach(people, (userId) => vault.list(userId))
        assert.deepStrictEqual(
          kept.map(({ length }) => length),
          [0, 1, 1]
        )
      })
    )

    it.effect("keeps one of twenty keys that are put at once, whole", () =>
      Effect.gen(function* () {
        const { vault, learner } = yield* begin
        const secrets = yield* Effect.replicateEffect(newSecret(), 20)
        const keys = yield* Effect.forEach(secrets, (secret) => vault.put(learner, "jina", secret), {
          concurrency: "unbounded"
        })
        const [kept, ...others] = yield* vault.list(learner)

        assert.isEmpty(others)
        const winner = keys.findIndex((key) => key.id === kept?.id)
        const [secret] = secrets.slice(winner)
        assert.isDefined(secret)
        assert.strictEqual(yield* revealed(learner, "jina"), Redacted.value(secret))
      })
    )

    it.effect("neither seals nor opens without a master key, but lists and removes", () =>
      Effect.gen(function* () {
        const { vault, learner } = yield* begin
        const key = yield* vault.put(learner, "jina", yield* newSecret())
        yield* (yield* TestMasterKeys).set()
        const refusals = [
          yield* Effect.flip(vault.put(learner, "voyage", yield* newSecret())),
          yield* Effect.flip(vault.reveal(learner, "jina"))
        ]
        for (const error of refusals) assert.deepInclude(error, { _tag: "MasterKeysRefused", reason: "missing" })
        assert.deepStrictEqual(yield* vault.list(learner), [key])
        yield* vault.remove(learner, "jina")
      })
    )
  })
  KeyRotationContract.suite(adapter, layer)
}

const notFound = (provider: Provider) => ProviderKeyNotFound.make({ provider })
