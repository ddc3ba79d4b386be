/**
 * Secrets as they are handed out, and what is kept of them.
 */
import { Effect, Redacted } from "effect"
import { type Secret, SecretDigest, type SecretKind, secretOf } from "../../domain/accounts/SecretToken.ts"
import { inHex, sha256 } from "../sha256.ts"

/** Far more random bytes than a secret takes, as some are passed over. */
export const newSecret = (kind: SecretKind): Effect.Effect<Secret> =>
  Effect.sync(() => secretOf(kind, globalThis.crypto.getRandomValues(new Uint8Array(80))))

export const digestOf = (secret: Secret): Effect.Effect<SecretDigest> =>
  Effect.map(sha256(new TextEncoder().encode(Redacted.value(secret))), (bytes) => SecretDigest.make(inHex(bytes)))

/** A secret and its digest. */
export const newPair = Effect.fnUntraced(function* (kind: SecretKind) {
  const secret = yield* newSecret(kind)
  return { secret, digest: yield* digestOf(secret) }
})
