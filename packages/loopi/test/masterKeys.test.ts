/**
 * Where the master keys come from: a file that is made when first needed, or somebody's settings.
 */
import { chmodSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { assert, it } from "@effect/vitest"
import { Keys, MasterKeys, newMasterKey, ProviderKeyVault, readMasterKeys, writeMasterKeys } from "@loopi/core"
import { fixtures } from "@loopi/core/testing"
import { Context, Effect, Layer, Redacted, Result } from "effect"
import * as Composition from "../src/composition/Composition.ts"
import * as Plan from "../src/composition/Plan.ts"
import * as MasterKeyFile from "../src/keys/MasterKeyFile.ts"
import * as MasterKeySetting from "../src/keys/MasterKeySetting.ts"
import { fromTemplate } from "./template.ts"

const directory = Effect.acquireRelease(
  Effect.sync(() => mkdtempSync(join(tmpdir(), "loopi master keys "))),
  (path) => Effect.sync(() => rmSync(path, { recursive: true }))
)

const opened = (file: string) => Effect.map(Layer.build(MasterKeyFile.layer(file)), Context.get(MasterKeys))

const modeOf = (file: string) => statSync(file).mode & 0o777

it.effect("a master key is made when first asked for, by one of twenty who ask, and stays", () =>
  Effect.gen(function* () {
    const file = join(yield* directory, "master-key")
    const keys = yield* opened(file)
    assert.isFalse(existsSync(file))

    const rings = yield* Effect.replicateEffect(keys.ring, 20, { concurrency: "unbounded" })
    const [again] = yield* (yield* opened(file)).ring
    assert.deepStrictEqual(new Set(rings.map(([first]) => first.id)), new Set([again.id]))
    assert.strictEqual(modeOf(file), 0o600)
    assert.deepStrictEqual(readdirSync(join(file, "..")), ["master-key"])
  })
)

it.effect("a ring is replaced whole, in the form of the setting", () =>
  Effect.gen(function* () {
    const file = join(yield* directory, "master-key")
    const { keep, ring } = yield* opened(file)
    assert.isDefined(keep)
    const [old] = yield* ring
    const next = yield* newMasterKey
    yield* keep([next, old])

    const written = Redacted.make(readFileSync(file, "utf8"))
    const read = Result.getOrThrow(readMasterKeys(written))
    assert.deepStrictEqual(
      read.map(({ id }) => id),
      [next.id, old.id]
    )
    assert.strictEqual(Redacted.value(writeMasterKeys(yield* ring)), Redacted.value(written).trim())
    assert.strictEqual(modeOf(file), 0o600)
  })
)

it.effect("a file that others may read is refused", () =>
  Effect.gen(function* () {
    const file = join(yield* directory, "master-key")
    const { ring } = yield* opened(file)
    yield* ring
    for (const mode of [0o640, 0o604, 0o620]) {
      chmodSync(file, mode)
      assert.strictEqual((yield* Effect.flip(ring)).reason, "exposed")
    }
    chmodSync(file, 0o400)
    yield* ring
  })
)

it.effect("a file that holds no master keys is refused, and left alone", () =>
  Effect.gen(function* () {
    const path = yield* directory
    for (const [text, reason] of [
      ["", "missing"],
      ["k1:AAAA", "wrong_length"],
      ["nonsense", "malformed"]
    ] as const) {
      const file = join(path, reason)
      writeFileSync(file, text, { mode: 0o600 })
      assert.strictEqual((yield* Effect.flip((yield* opened(file)).ring)).reason, reason)
      assert.strictEqual(readFileSync(file, "utf8"), text)
    }
    assert.strictEqual((yield* Effect.flip((yield* opened(join(path, "no", "master-key"))).ring)).reason, "unusable")
  })
)

it.effect("a setting is read at once, and not ours to write", () =>
  Effect.gen(function* () {
    const key = yield* newMasterKey
    const setting = writeMasterKeys([key])
    const { keep, ring } = Context.get(yield* Layer.build(MasterKeySetting.layer(setting)), MasterKeys)
    assert.deepStrictEqual((yield* ring)[0].id, key.id)
    assert.isUndefined(keep)

    const twice = Redacted.make(`${Redacted.value(setting)},${Redacted.value(setting)}`)
    const refusal = yield* Effect.flip(Effect.scoped(Layer.build(MasterKeySetting.layer(twice))))
    assert.deepInclude(refusal, { reason: "repeated_id", position: 2 })
  })
)

/** What a composition keeps a learner's key with, from the use case down. */
const kept = Effect.fnUntraced(function* (plan: Plan.Plan) {
  const context = yield* Layer.build(Keys.layer.pipe(Layer.provideMerge(Composition.layerAdapters(plan))))
  return yield* Effect.gen(function* () {
    const learner = yield* fixtures.newLearner
    const keys = yield* Keys
    const secret = Redacted.make("sk-0123456789abcdef")
    yield* keys.add(learner, "voyage", secret)
    const report = yield* keys.rotate()
    const vault = yield* ProviderKeyVault
    assert.strictEqual(Redacted.value(yield* vault.reveal(learner, "voyage")), Redacted.value(secret))
    return { learner, report }
  }).pipe(Effect.provide(context))
})

/** Whoever comes first makes the template. */
const patience = 120_000

it.effect(
  "in memory and in a directory keys are kept without any setting, and rotated",
  () =>
    Effect.gen(function* () {
      const path = yield* directory
      yield* fromTemplate(path)
      for (const plan of [Plan.memory, Plan.embedded({ directory: path })]) {
        const { report } = yield* Effect.scoped(kept(plan))
        assert.deepInclude(report, { sealed: 1, dropped: true })
      }
      assert.strictEqual(modeOf(join(path, "master-key")), 0o600)
    }),
  patience
)

it.effect(
  "a setting comes before the file",
  () =>
    Effect.gen(function* () {
      const path = yield* directory
      yield* fromTemplate(path)
      const key = yield* newMasterKey
      const plan = { ...Plan.embedded({ directory: path }), masterKeys: writeMasterKeys([key]) }
      const { report } = yield* Effect.scoped(kept(plan))
      assert.deepInclude(report, { masterKeyId: key.id, sealed: 0, dropped: false })
      assert.isFalse(existsSync(join(path, "master-key")))
    }),
  patience
)
