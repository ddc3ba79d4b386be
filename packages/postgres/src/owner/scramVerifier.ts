/**
 * What Postgres keeps of a password (RFC 5803), made here so that the password itself never leaves this process.
 */
import { createHash, createHmac, pbkdf2, randomBytes } from "node:crypto"
import { Effect, Redacted } from "effect"

const iterations = 4_096

export const scramVerifier = Effect.fnUntraced(function* (password: Redacted.Redacted, salt = randomBytes(16)) {
  const salted = yield* stretch(Redacted.value(password).normalize("NFKC"), salt)
  const stored = createHash("sha256").update(keyed(salted, "Client Key")).digest("base64")
  const server = keyed(salted, "Server Key").toString("base64")
  return `SCRAM-SHA-256$${iterations}:${salt.toString("base64")}$${stored}:${server}`
})

const stretch = (password: string, salt: Buffer) =>
  Effect.callback<Buffer>((resume) => {
    pbkdf2(password, salt, iterations, 32, "sha256", (error, key) =>
      resume(error === null ? Effect.succeed(key) : Effect.die(error))
    )
  })

const keyed = (key: Buffer, label: string): Buffer => createHmac("sha256", key).update(label).digest()
