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

export const uuidOf = (bytes: Uint8Array): string => {
  const hex = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("hex")
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`
}
