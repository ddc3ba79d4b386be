/**
 * What may happen to a body once it is text: JSON that is none, or not in UTF-8, or sent as something else.
 */
import * as fc from "fast-check"

export type Damage = (typeof kinds)[number]

const kinds = [
  "none",
  "cut",
  "doubled",
  "trailing comma",
  "single quotes",
  "BOM",
  "not UTF-8",
  "overlong UTF-8",
  "spaces",
  "empty",
  "huge",
  "deep",
  "NUL",
  "as text",
  "as a form",
  "with a charset",
  "without a type"
] as const

/** To so many of a hundred bodies. */
export const damagesTo = (ofHundred: number): fc.Arbitrary<Damage> =>
  fc.oneof(
    { weight: 100 - ofHundred, arbitrary: fc.constant("none" as const) },
    { weight: ofHundred, arbitrary: fc.constantFrom(...kinds) }
  )

export interface Sent {
  readonly type: string | undefined
  readonly bytes: Uint8Array<ArrayBuffer>
}

const json = "application/json"

export const damaged = (text: string, damage: Damage): Sent => {
  if (damage === "as text") return { type: "text/plain", bytes: utf8(text) }
  if (damage === "as a form") return { type: "application/x-www-form-urlencoded", bytes: utf8("a=b&c=d") }
  if (damage === "with a charset") return { type: "Application/JSON ; charset=utf-16", bytes: utf8(text) }
  if (damage === "without a type") return { type: undefined, bytes: utf8(text) }
  if (damage === "not UTF-8") return { type: json, bytes: withByte(text, 0xff) }
  if (damage === "overlong UTF-8") return { type: json, bytes: withByte(text, 0xc0) }
  return { type: json, bytes: utf8(textWith(text, damage)) }
}

const textWith = (text: string, damage: Damage): string => {
  if (damage === "cut") return text.slice(0, Math.floor(text.length / 2))
  if (damage === "doubled") return text + text
  if (damage === "trailing comma") return text.replace(/\}$/, ",}")
  if (damage === "single quotes") return text.replaceAll('"', "'")
  if (damage === "BOM") return `\ufeff${text}`
  if (damage === "spaces") return ` \r\n\t${text}${" ".repeat(5_000)}`
  if (damage === "empty") return ""
  if (damage === "huge") return `${text}${" ".repeat(262_145)}`
  if (damage === "deep") return `${'{"title":'.repeat(65)}0${"}".repeat(65)}`
  return damage === "NUL" ? `${text}\u0000` : text
}

const utf8 = (text: string): Uint8Array<ArrayBuffer> => new TextEncoder().encode(text)

/** Within the last string, where it does no harm to the JSON around it. */
const withByte = (text: string, byte: number): Uint8Array<ArrayBuffer> => {
  const at = utf8(text.slice(0, Math.max(0, text.lastIndexOf('"')))).length
  const bytes = utf8(text)
  const whole = new Uint8Array(bytes.length + 1)
  whole.set(bytes.subarray(0, at))
  whole[at] = byte
  whole.set(bytes.subarray(at), at + 1)
  return whole
}
