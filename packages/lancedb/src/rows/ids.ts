/**
 * Ids as the 16 bytes they stand for, and back.
 */
import { type Data, FixedSizeBinary, makeData } from "apache-arrow"

/** Bytes of an id. */
export const idWidth = 16

/** Ids one after the other. */
export const packed = (ids: ReadonlyArray<string>): Uint8Array => {
  const bytes = new Uint8Array(ids.length * idWidth)
  for (const [row, id] of ids.entries()) bytes.set(bytesOf(id), row * idWidth)
  return bytes
}

/** A column of ids. */
export const idColumn = (ids: ReadonlyArray<string>): Data =>
  makeData({ type: new FixedSizeBinary(idWidth), length: ids.length, data: packed(ids) })

/** Hexadecimal digits and nothing else, whatever the text: what is no id is cut short, and is nobody's. */
export const hexOf = (id: string): string => bytesOf(id).toString("hex")

export const bytesOf = (id: string): Buffer => Buffer.from(id.replaceAll("-", ""), "hex")

/** Letter by letter: put together of pieces, an id would keep all of them in memory. */
export const uuidOf = (bytes: Uint8Array): string => {
  // Of no learner, and so that it is not taken for one.
  if (bytes.length !== idWidth) return Buffer.from(bytes).toString("hex")
  let at = 0
  for (const [place, byte] of bytes.entries()) {
    if (place === 4 || place === 6 || place === 8 || place === 10) letters[at++] = hyphen
    letters[at++] = digits.charCodeAt(byte >> 4)
    letters[at++] = digits.charCodeAt(byte & 15)
  }
  return letters.toString("latin1", 0, at)
}

const digits = "0123456789abcdef"
const hyphen = 45
const letters = Buffer.alloc(36)
