/**
 * Secrets we hand out once and keep only the digest of: a prefix that says what it is for, 30 characters of base 62 and
 * their checksum, so that scanners find leaked ones and a typing error needs no look-up.
 */
import { Redacted, Schema } from "effect"

/** What each opens: a session for minutes, the next session secrets, an API token, two single-use codes, a receipt. */
export const prefixes = {
  access: "loopi_at_",
  refresh: "loopi_rt_",
  api: "loopi_pat_",
  verification: "loopi_vc_",
  reset: "loopi_rc_",
  erasure: "loopi_ec_"
} as const
export type SecretKind = keyof typeof prefixes

/** SHA-256 of the whole secret, in hexadecimal: all that is kept of it. */
export const SecretDigest = Schema.String.check(Schema.isPattern(/^[0-9a-f]{64}$/)).pipe(Schema.brand("SecretDigest"))
export type SecretDigest = typeof SecretDigest.Type

export type Secret = Redacted.Redacted

/** The secret made of these random bytes, of which at least 40 are wanted: those from 248 on are passed over. */
export const secretOf = (kind: SecretKind, random: Uint8Array): Secret => {
  const body = [...random]
    .filter((byte) => byte < 248)
    .map((byte) => base62[byte % 62])
    .join("")
    .slice(0, bodyLength)
  return Redacted.make(`${prefixes[kind]}${body}${checksumOf(body)}`)
}

/** What it was handed out for, unless it was never handed out at all. */
export const kindOf = (secret: Secret): SecretKind | undefined => {
  const text = Redacted.value(secret)
  const kind = kinds.find((kind) => text.startsWith(prefixes[kind]))
  if (kind === undefined) return undefined
  const rest = text.slice(prefixes[kind].length)
  const body = rest.slice(0, bodyLength)
  return /^[0-9A-Za-z]{36}$/.test(rest) && checksumOf(body) === rest.slice(bodyLength) ? kind : undefined
}

const kinds = ["access", "refresh", "api", "verification", "reset", "erasure"] as const
const base62 = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
const bodyLength = 30

/** CRC-32 as zip has it, in six characters of base 62. */
const checksumOf = (body: string): string => {
  let crc = 0xffffffff
  for (let i = 0; i < body.length; i++) {
    crc ^= body.charCodeAt(i)
    for (let bit = 0; bit < 8; bit++) crc = (crc & 1) === 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1
  }
  let left = (crc ^ 0xffffffff) >>> 0
  let text = ""
  for (let i = 0; i < 6; i++) {
    text = `${base62[left % 62]}${text}`
    left = Math.floor(left / 62)
  }
  return text
}
