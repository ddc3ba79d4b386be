/**
 * Ids as the 16 bytes they stand for, and back.
 */

/** Hexadecimal digits and nothing else, whatever the text: what is no id is cut short, and is nobody's. */
export const hexOf = (id: string): string => bytesOf(id).toString("hex")

export const bytesOf = (id: string): Buffer => Buffer.from(id.replaceAll("-", ""), "hex")

export const uuidOf = (bytes: Uint8Array): string => {
  const hex = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("hex")
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`
}
