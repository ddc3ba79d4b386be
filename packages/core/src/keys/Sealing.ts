/**
 * Seals a learner's key for a provider: AES-256-GCM, bound to the learner, the provider and the key's id.
 */
import { Effect, Redacted, Result, Schema } from "effect"
import type { MasterKey } from "../domain/providerKeys/MasterKey.ts"
import { type ProviderKey, type ProviderSecret, readSecret } from "../domain/providerKeys/ProviderKey.ts"

/** What was sealed does not open: with this master key, for this learner, provider and key. */
export class Unopened extends Schema.TaggedError<Unopened>()("Unopened", {}) {}

/** A version, a nonce of 96 bits drawn at random, the ciphertext, its tag of 128 bits. */
export const seal = Effect.fn("Sealing.seal")(function* (key: MasterKey, about: ProviderKey, secret: ProviderSecret) {
  const aes = yield* aesOf(key)
  const nonce = globalThis.crypto.getRandomValues(new Uint8Array(nonceBytes))
  const ciphertext = yield* Effect.promise(() =>
    subtle.encrypt(gcm(nonce, about), aes, encoder.encode(Redacted.value(secret)))
  )
  const sealed = new Uint8Array(1 + nonceBytes + ciphertext.byteLength)
  sealed.set([version])
  sealed.set(nonce, 1)
  sealed.set(new Uint8Array(ciphertext), 1 + nonceBytes)
  return sealed
})

export const open = Effect.fn("Sealing.open")(function* (key: MasterKey, about: ProviderKey, sealed: Uint8Array) {
  if (sealed[0] !== version || sealed.length < 1 + nonceBytes + tagBytes) return yield* Unopened.make({})
  const aes = yield* aesOf(key)
  const bytes = new Uint8Array(sealed)
  const plain = yield* Effect.tryPromise({
    try: () => subtle.decrypt(gcm(bytes.subarray(1, 1 + nonceBytes), about), aes, bytes.subarray(1 + nonceBytes)),
    catch: () => Unopened.make({})
  })
  const secret = readSecret(Redacted.make(new TextDecoder().decode(plain)))
  return Result.isSuccess(secret) ? secret.success : yield* Unopened.make({})
})

/**
 * A password for the one row, for a store that encrypts once more by itself. It may be read by whoever reads the
 * store's logs: the master key does not follow from it, nor the password of any other row, and it opens no seal.
 */
export const passwordFor = Effect.fn("Sealing.passwordFor")(function* (
  key: MasterKey,
  about: Pick<ProviderKey, "userId" | "provider">
) {
  const base = yield* baseOf(key)
  const info = encoder.encode(JSON.stringify(["loopi provider key, outer", about.userId, about.provider]))
  const bits = yield* Effect.promise(() => subtle.deriveBits(hkdf(info), base, 256))
  return Redacted.make(toBase64(new Uint8Array(bits)))
})

const version = 1
const nonceBytes = 12
const tagBytes = 16
const encoder = new TextEncoder()
const { subtle } = globalThis.crypto
const toBase64 = Schema.encodeSync(Schema.Uint8ArrayFromBase64)

/** What is sealed is sealed for this alone. A list as JSON: no two of them are written alike. */
const gcm = (iv: Uint8Array<ArrayBuffer>, { id, masterKeyId, provider, userId }: ProviderKey) => ({
  name: "AES-GCM",
  iv,
  additionalData: encoder.encode(JSON.stringify(["loopi provider key", version, userId, provider, id, masterKeyId])),
  tagLength: 8 * tagBytes
})

/** Master keys are drawn at random, so a salt would add nothing: what parts the keys derived from one is `info`. */
const hkdf = (info: Uint8Array<ArrayBuffer>) => ({ name: "HKDF", hash: "SHA-256", salt: new Uint8Array(0), info })

const baseOf = ({ material }: MasterKey) =>
  Effect.promise(() => subtle.importKey("raw", Redacted.value(material), "HKDF", false, ["deriveBits", "deriveKey"]))

const aesOf = (key: MasterKey) =>
  Effect.flatMap(baseOf(key), (base) =>
    Effect.promise(() =>
      subtle.deriveKey(hkdf(sealInfo), base, { name: "AES-GCM", length: 256 }, false, ["encrypt", "decrypt"])
    )
  )

const sealInfo = encoder.encode("loopi provider key, seal")
