/**
 * What is sealed opens with its master key, for its learner, provider and key, to the last bit; and in no other way.
 */
import { assert, it } from "@effect/vitest"
import {
  MasterKeyId,
  newMasterKey,
  ProviderKey,
  ProviderKeyId,
  type ProviderSecret,
  readSecret,
  Sealing,
  UserId
} from "@loopi/core"
import { DateTime, Effect, Redacted } from "effect"

const about = ProviderKey.make({
  id: ProviderKeyId.make("0196a5c4-6f0e-7c3a-9d5e-2f1b7a9c4d10"),
  userId: UserId.make("0196a5c4-6f0e-7c3a-9d5e-2f1b7a9c4d11"),
  provider: "anthropic",
  lastFour: "7890",
  masterKeyId: MasterKeyId.make("one"),
  addedAt: DateTime.makeUnsafe("2026-01-01")
})

const secretOf = (text: string) => Effect.fromResult(readSecret(Redacted.make(text)))

const sealed = Effect.gen(function* () {
  const master = yield* newMasterKey
  const secret: ProviderSecret = yield* secretOf("sk-1234567890-7890")
  return { master, secret, box: yield* Sealing.seal(master, about, secret) }
})

const assertShut = (attempt: Effect.Effect<ProviderSecret, Sealing.Unopened>) =>
  Effect.map(Effect.flip(attempt), (error) => assert.strictEqual(error._tag, "Unopened"))

it.effect("a seal opens", () =>
  Effect.gen(function* () {
    const { box, master, secret } = yield* sealed
    assert.strictEqual(Redacted.value(yield* Sealing.open(master, about, box)), Redacted.value(secret))
    // A version, a nonce and a tag, and nothing of the secret.
    assert.lengthOf(box, 1 + 12 + 18 + 16)
    assert.notInclude(Buffer.from(box).toString("latin1"), "1234")
  })
)

it.effect("a seal with any one bit flipped does not open", () =>
  Effect.gen(function* () {
    const { box, master } = yield* sealed
    for (let bit = 0; bit < box.length * 8; bit++) {
      const bent = Uint8Array.from(box)
      bent[bit >> 3] = (bent[bit >> 3] ?? 0) ^ (1 << (bit & 7))
      yield* assertShut(Sealing.open(master, about, bent))
    }
  })
)

it.effect("a seal cut short or lengthened does not open", () =>
  Effect.gen(function* () {
    const { box, master } = yield* sealed
    for (let length = 0; length < box.length; length++) {
      yield* assertShut(Sealing.open(master, about, box.subarray(0, length)))
    }
    yield* assertShut(Sealing.open(master, about, Uint8Array.from([...box, 0])))
  })
)

const elsewhere: ReadonlyArray<readonly [string, Partial<ProviderKey>]> = [
  ["learner", { userId: UserId.make("0196a5c4-6f0e-7c3a-9d5e-2f1b7a9c4d12") }],
  ["provider", { provider: "voyage" }],
  ["key", { id: ProviderKeyId.make("0196a5c4-6f0e-7c3a-9d5e-2f1b7a9c4d12") }],
  ["master key's name", { masterKeyId: MasterKeyId.make("two") }]
]
it.effect.each(elsewhere)("a seal moved to another %s does not open", ([, moved]) =>
  Effect.gen(function* () {
    const { box, master } = yield* sealed
    yield* assertShut(Sealing.open(master, ProviderKey.make({ ...about, ...moved }), box))
  })
)

it.effect("a seal does not open with another master key", () =>
  Effect.gen(function* () {
    const { box } = yield* sealed
    yield* assertShut(Sealing.open(yield* newMasterKey, about, box))
  })
)

it.effect("the same key is never sealed alike twice", () =>
  Effect.gen(function* () {
    const { master, secret } = yield* sealed
    const boxes = yield* Effect.replicateEffect(Sealing.seal(master, about, secret), 200)
    assert.strictEqual(new Set(boxes.map((box) => Buffer.from(box.subarray(1, 13)).toString("hex"))).size, 200)
    assert.strictEqual(new Set(boxes.map((box) => Buffer.from(box.subarray(13)).toString("hex"))).size, 200)
  })
)

it.effect("each row has a password of its own, the same whenever asked, that opens no seal", () =>
  Effect.gen(function* () {
    const { box, master } = yield* sealed
    const password = yield* Sealing.passwordFor(master, about)
    const others = [
      Sealing.passwordFor(master, { ...about, provider: "jina" }),
      Sealing.passwordFor(master, { ...about, userId: UserId.make("0196a5c4-6f0e-7c3a-9d5e-2f1b7a9c4d12") }),
      Sealing.passwordFor(yield* newMasterKey, about)
    ]
    const all = [password, ...(yield* Effect.all(others))].map(Redacted.value)
    assert.strictEqual(new Set(all).size, 4)
    assert.strictEqual(all[0], Redacted.value(yield* Sealing.passwordFor(master, about)))
    const material = Redacted.make(new Uint8Array(Buffer.from(Redacted.value(password), "base64")))
    assert.lengthOf(Redacted.value(material), 32)
    yield* assertShut(Sealing.open({ ...master, material }, about, box))
  })
)
