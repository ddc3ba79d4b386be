/**
 * Seals an answer with the key of the request it was given to: AES-256-GCM. Who has the database alone cannot read it.
 */
import { Effect } from "effect"
import type { KeyedRequest } from "../../domain/accounts/KeyedRequest.ts"

/** A salt, a nonce of 96 bits, the ciphertext, its tag of 128 bits. */
export const sealAnswer = Effect.fn("answerSeal.sealAnswer")(function* (request: KeyedRequest, body: Uint8Array) {
  const salt = globalThis.crypto.getRandomValues(new Uint8Array(saltBytes))
  const nonce = globalThis.crypto.getRandomValues(new Uint8Array(nonceBytes))
  const aes = yield* aesOf(request, salt)
  const ciphertext = yield* Effect.promise(() => subtle.encrypt(gcm(nonce, request), aes, new Uint8Array(body)))
  return new Uint8Array([...salt, ...nonce, ...new Uint8Array(ciphertext)])
})

/** What was sealed for this request. Anything else was never written by us. */
export const openAnswer = Effect.fn("answerSeal.openAnswer")(function* (request: KeyedRequest, sealed: Uint8Array) {
  const bytes = new Uint8Array(sealed)
  const begin = saltBytes + nonceBytes
  const aes = yield* aesOf(request, bytes.subarray(0, saltBytes))
  const nonce = bytes.subarray(saltBytes, begin)
  return new Uint8Array(yield* Effect.promise(() => subtle.decrypt(gcm(nonce, request), aes, bytes.subarray(begin))))
})

const saltBytes = 16
const nonceBytes = 12
const encoder = new TextEncoder()
const { subtle } = globalThis.crypto

/** What is sealed is sealed for this request alone. A list as JSON: no two of them are written alike. */
const gcm = (iv: Uint8Array<ArrayBuffer>, { fingerprint, route, userId }: KeyedRequest) => ({
  name: "AES-GCM",
  iv,
  additionalData: encoder.encode(JSON.stringify(["loopi answer", userId, route, fingerprint]))
})

const aesOf = Effect.fnUntraced(function* ({ key }: KeyedRequest, salt: Uint8Array<ArrayBuffer>) {
  const base = yield* Effect.promise(() => subtle.importKey("raw", encoder.encode(key), "HKDF", false, ["deriveKey"]))
  const hkdf = { name: "HKDF", hash: "SHA-256", salt, info }
  const aes = { name: "AES-GCM", length: 256 }
  return yield* Effect.promise(() => subtle.deriveKey(hkdf, base, aes, false, ["encrypt", "decrypt"]))
})

const info = encoder.encode("loopi answer, seal")
