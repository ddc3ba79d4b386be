/**
 * A rotation from beginning to end, where the ring is ours to write, and where it is not.
 */
import { assert, it } from "@effect/vitest"
import {
  Keys,
  type MasterKeyRing,
  MasterKeys,
  newMasterKey,
  ProviderKeyVault,
  readSecret,
  type UserId,
  type UserStore
} from "@loopi/core"
import { MemoryProviderKeyVault, MemoryUserStore } from "@loopi/core/memory"
import { fixtures } from "@loopi/core/testing"
import { Context, Effect, Layer, Redacted, Ref } from "effect"

const secret = Redacted.make("sk-0123456789abcdef")

/** A vault whose ring can be looked at, and its use case. */
const world = Effect.fnUntraced(function* (kind: "ours" | "theirs") {
  const ring = yield* Ref.make<MasterKeyRing>([yield* newMasterKey])
  const beforeDrop = yield* Ref.make(Effect.void)
  const write = Effect.fnUntraced(function* (changed: MasterKeyRing) {
    if (changed.length === 1) yield* Effect.flatten(Ref.get(beforeDrop))
    yield* Ref.set(ring, changed)
  })
  const keep = kind === "ours" ? write : undefined
  const context = yield* Keys.layer.pipe(
    Layer.provideMerge(MemoryProviderKeyVault.layer),
    Layer.provideMerge(MemoryUserStore.layer),
    Layer.provideMerge(Layer.succeed(MasterKeys, { ring: Ref.get(ring), keep })),
    Layer.build
  )
  return { ring, beforeDrop, context, ids: Effect.map(Ref.get(ring), (all) => all.map(({ id }) => id)) }
})

const addMany = (n: number): Effect.Effect<ReadonlyArray<UserId>, never, Keys | UserStore> =>
  Effect.replicateEffect(
    Effect.gen(function* () {
      const learner = yield* fixtures.newLearner
      yield* Effect.orDie((yield* Keys).add(learner, "jina", secret))
      return learner
    }),
    n
  )

it.effect("a ring of ours gets a new master key, and loses the old one at the end", () =>
  Effect.gen(function* () {
    const { context, ids, ring } = yield* world("ours")
    yield* Effect.gen(function* () {
      const keys = yield* Keys
      const learners = yield* addMany(250)
      const [old] = yield* Ref.get(ring)
      const told: Array<readonly [number, number]> = []
      const report = yield* keys.rotate((done, total) => Effect.sync(() => void told.push([done, total])))

      assert.deepStrictEqual(yield* ids, [report.masterKeyId])
      assert.notStrictEqual(report.masterKeyId, old.id)
      assert.deepInclude(report, { sealed: 250, unreadable: [], unused: [old.id], dropped: true })
      assert.deepStrictEqual(told, [
        [100, 250],
        [200, 250],
        [250, 250]
      ])
      const vault = yield* ProviderKeyVault
      for (const learner of learners) {
        assert.strictEqual(Redacted.value(yield* vault.reveal(learner, "jina")), Redacted.value(secret))
      }
    }).pipe(Effect.provide(context))
  })
)

it.effect("a rotation that was broken off is finished with the master key it began with", () =>
  Effect.gen(function* () {
    const { context, ids, ring } = yield* world("ours")
    yield* Effect.gen(function* () {
      const keys = yield* Keys
      yield* addMany(250)
      const stopped = keys.rotate((done) => (done > 100 ? Effect.interrupt : Effect.void))
      yield* Effect.exit(stopped)
      const [begun, ...old] = yield* Ref.get(ring)
      assert.lengthOf(old, 1)

      const report = yield* keys.rotate()
      assert.deepInclude(report, { masterKeyId: begun.id, sealed: 50, dropped: true })
      assert.deepStrictEqual(yield* ids, [begun.id])
    }).pipe(Effect.provide(context))
  })
)

it.effect("a ring of somebody's settings stays as it is, and they are told what may be dropped", () =>
  Effect.gen(function* () {
    const { context, ids, ring } = yield* world("theirs")
    yield* Effect.gen(function* () {
      const keys = yield* Keys
      yield* addMany(3)
      const [old] = yield* Ref.get(ring)
      const next = yield* newMasterKey
      assert.deepInclude(yield* keys.rotate(), { masterKeyId: old.id, sealed: 0, unused: [], dropped: false })

      yield* Ref.set(ring, [next, old])
      const report = yield* keys.rotate()
      assert.deepInclude(report, { masterKeyId: next.id, sealed: 3, unused: [old.id], dropped: false })
      assert.deepStrictEqual(yield* ids, [next.id, old.id])
    }).pipe(Effect.provide(context))
  })
)

it.effect("a master key that sealed something at the last moment is not dropped", () =>
  Effect.gen(function* () {
    const { context, ids, ring, beforeDrop } = yield* world("ours")
    yield* Effect.gen(function* () {
      const keys = yield* Keys
      const vault = yield* ProviderKeyVault
      const [old] = yield* Ref.get(ring)
      const learner = yield* fixtures.newLearner
      // A writer that had read the ring before the rotation began, and writes when all has been counted.
      const late = Ref.set(ring, [old]).pipe(Effect.andThen(Effect.orDie(keys.add(learner, "jina", secret))))
      yield* Ref.set(beforeDrop, Effect.asVoid(late))
      const report = yield* keys.rotate()

      assert.isFalse(report.dropped)
      assert.deepStrictEqual(yield* ids, [report.masterKeyId, old.id])
      assert.strictEqual(Redacted.value(yield* vault.reveal(learner, "jina")), Redacted.value(secret))

      yield* Ref.set(beforeDrop, Effect.void)
      assert.deepInclude(yield* keys.rotate(), { sealed: 1, unused: [old.id], dropped: true })
    }).pipe(Effect.provide(context))
  })
)

it.effect("a key whose master key is dropped while it is put is sealed again", () =>
  Effect.gen(function* () {
    const [old, next] = [yield* newMasterKey, yield* newMasterKey]
    const rings = yield* Ref.make<MasterKeyRing>([old])
    // The first answer is out of date by the time the key is written.
    const ring = Ref.getAndSet(rings, [next])
    const vault = yield* MemoryProviderKeyVault.layer.pipe(
      Layer.provide(Layer.succeed(MasterKeys, { ring, keep: undefined })),
      Layer.build,
      Effect.map((context) => Context.get(context, ProviderKeyVault))
    )
    const { id } = yield* fixtures.makeUser()
    const key = yield* vault.put(id, "jina", yield* Effect.fromResult(readSecret(secret)))

    assert.strictEqual(key.masterKeyId, next.id)
    assert.strictEqual(Redacted.value(yield* vault.reveal(id, "jina")), Redacted.value(secret))
    assert.deepStrictEqual(yield* vault.list(id), [key])
  })
)
