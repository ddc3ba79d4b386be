/**
 * The keys that the keys of learners are sealed with: named, one of them current, the others only for opening.
 */
import { Array, Option, Redacted, Result, Schema } from "effect"

/** Names a master key beside what it has sealed. Says nothing of the key itself. */
export const MasterKeyId = Schema.String.check(Schema.isPattern(/^[a-z0-9][a-z0-9_-]{0,31}$/)).pipe(
  Schema.brand("MasterKeyId")
)
export type MasterKeyId = typeof MasterKeyId.Type

/** So many bytes are a master key: what AES-256 takes. */
export const masterKeyBytes = 32

export interface MasterKey {
  readonly id: MasterKeyId
  readonly material: Redacted.Redacted<Uint8Array<ArrayBuffer>>
}

/** Master keys, the current one first: it alone seals, all of them open. */
export type MasterKeyRing = Array.NonEmptyReadonlyArray<MasterKey>

export const MasterKeysFlaw = Schema.Literals([
  "missing",
  "malformed",
  "wrong_length",
  "guessable",
  "repeated_id",
  "repeated_key",
  "exposed",
  "unusable"
])
export type MasterKeysFlaw = typeof MasterKeysFlaw.Type

/** There is no master key to work with, or what was given is none. Says where, never what. */
export class MasterKeysRefused extends Schema.TaggedError<MasterKeysRefused>()("MasterKeysRefused", {
  reason: MasterKeysFlaw,
  /** Which of the keys, from 1. */
  position: Schema.NullOr(Schema.Int)
}) {}

export const refuseMasterKeys = (reason: MasterKeysFlaw, position: number | null = null): MasterKeysRefused =>
  MasterKeysRefused.make({ reason, position })

/** Reads a ring as it is written in a setting: `id:base64`, parted by commas, the current key first. */
export const readMasterKeys = (written: Redacted.Redacted): Result.Result<MasterKeyRing, MasterKeysRefused> => {
  const text = Redacted.value(written).trim()
  if (text === "") return Result.fail(refuseMasterKeys("missing"))
  const keys: Array<MasterKey> = []
  for (const [index, part] of text.split(",").entries()) {
    const key = readKey(part.trim())
    if (typeof key === "string") return Result.fail(refuseMasterKeys(key, index + 1))
    const flaw = flawBeside(keys, key)
    if (flaw !== undefined) return Result.fail(refuseMasterKeys(flaw, index + 1))
    keys.push(key)
  }
  return Array.isArrayNonEmpty(keys) ? Result.succeed(keys) : Result.fail(refuseMasterKeys("missing"))
}

/** The ring as `readMasterKeys` reads it. */
export const writeMasterKeys = (ring: MasterKeyRing): Redacted.Redacted =>
  Redacted.make(ring.map(({ id, material }) => `${id}:${encodeBase64(Redacted.value(material))}`).join(","))

export const findMasterKey = (ring: MasterKeyRing, id: MasterKeyId): MasterKey | undefined =>
  ring.find((key) => key.id === id)

const readKey = (part: string): MasterKey | MasterKeysFlaw => {
  const [, id = "", base64 = ""] = /^([^:]*):(.*)$/.exec(part) ?? []
  const material = Option.getOrUndefined(decodeBase64(base64))
  if (!Schema.is(MasterKeyId)(id) || material === undefined) return "malformed"
  if (material.length !== masterKeyBytes) return "wrong_length"
  // A placeholder: what was drawn at random repeats itself far less.
  if (new Set(material).size < masterKeyBytes / 2) return "guessable"
  return { id, material: Redacted.make(new Uint8Array(material)) }
}

const flawBeside = (keys: ReadonlyArray<MasterKey>, { id, material }: MasterKey): MasterKeysFlaw | undefined => {
  if (keys.some((key) => key.id === id)) return "repeated_id"
  const written = encodeBase64(Redacted.value(material))
  return keys.some((key) => encodeBase64(Redacted.value(key.material)) === written) ? "repeated_key" : undefined
}

const decodeBase64 = Schema.decodeUnknownOption(Schema.Uint8ArrayFromBase64)
const encodeBase64 = Schema.encodeSync(Schema.Uint8ArrayFromBase64)
