/**
 * A line as the file holds it: checksum, length, JSON. The checksum goes on from the line before, so a line that is
 * missing or moved is found as surely as one that was changed.
 */
import { crc32 } from "node:zlib"

export interface Frame {
  readonly bytes: Buffer
  readonly checksum: number
}

/** `after` is the checksum of the line before, 0 for the first. */
export const frame = (text: string, after: number): Frame => {
  const body = Buffer.from(` ${hex(Buffer.byteLength(text))} ${text}\n`)
  const checksum = crc32(body, after)
  return { bytes: Buffer.concat([Buffer.from(hex(checksum)), body]), checksum }
}

export interface Frames {
  readonly texts: ReadonlyArray<string>
  /** Where the last whole line ends. */
  readonly length: number
  /** What comes after it: nothing, a line whose writing was cut off, or what no interrupted write leaves behind. */
  readonly rest: "none" | "torn" | "damaged"
}

/** Reads lines up to the first that is not whole. */
export const readFrames = (bytes: Buffer): Frames => {
  const texts: Array<string> = []
  let [at, checksum] = [0, 0]
  while (at < bytes.length) {
    const end = at + headLength + lengthAt(bytes, at) + 1
    // A length that cannot be read makes `end` no number, and the line not whole.
    const sum = end <= bytes.length ? crc32(bytes.subarray(at + digits, end), checksum) : undefined
    if (sum === undefined || hex(sum) !== bytes.toString("latin1", at, at + digits)) {
      return { texts, length: at, rest: restOf(bytes, at) }
    }
    texts.push(bytes.toString("utf8", at + headLength, end - 1))
    ;[at, checksum] = [end, sum]
  }
  return { texts, length: at, rest: "none" }
}

const digits = 8
/** Checksum, blank, length, blank. */
const headLength = 2 * digits + 2

const hex = (number: number) => number.toString(16).padStart(digits, "0")

const lengthAt = (bytes: Buffer, at: number): number => {
  const text = bytes.toString("latin1", at + digits + 1, at + headLength - 1)
  return /^[0-9a-f]{8}$/.test(text) ? Number.parseInt(text, 16) : Number.NaN
}

/**
 * A write that was cut off leaves the beginning of a line, perhaps with zeros where the disk had not got to yet: never
 * the end of one. Whatever has its end, or its whole length, was acknowledged and changed afterwards.
 */
const restOf = (bytes: Buffer, at: number): Frames["rest"] => {
  const zeros = bytes.indexOf(0, at)
  const written = zeros < 0 ? bytes.subarray(at) : bytes.subarray(at, zeros)
  const blank = zeros < 0 || bytes.subarray(zeros).every((byte) => byte === 0)
  const length = written.length >= headLength ? lengthAt(bytes, at) : Infinity
  // Zeros stand where text was to come; a line that lacks only its end was cut off only if nothing follows.
  const whole = headLength + length + (zeros < 0 ? 1 : 0)
  const cut = written.length < whole && !written.includes(newline)
  return blank && cut ? "torn" : "damaged"
}

const newline = 0x0a
