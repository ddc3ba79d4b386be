/**
 * Cuts what a client writes into whole messages, wherever the chunks happen to end.
 */
export type ClientMessage =
  | { readonly kind: "encryption" }
  | { readonly kind: "cancel"; readonly pid: number; readonly secret: number }
  | { readonly kind: "startup" }
  | { readonly kind: "typed"; readonly type: number; readonly bytes: Buffer }

const Code = { cancel: 80877102, ssl: 80877103, gss: 80877104 }

export class ClientFramer {
  private readonly longest: number
  private chunks: Array<Buffer> = []
  private held = 0
  private needed = 4
  private started = false

  /** Messages over `longest` bytes are refused, as a server refuses what is over its limit. */
  constructor(longest = 256 * 1024 * 1024) {
    this.longest = longest
  }

  push(chunk: Buffer): void {
    this.chunks.push(chunk)
    this.held += chunk.length
  }

  /** The next whole message, or nothing until more bytes come. Throws when the length cannot be true. */
  shift(): ClientMessage | undefined {
    // Chunks are joined only once enough of them are here: a long message in small pieces is copied once, not each time.
    if (this.held < this.needed) return undefined
    const bytes = this.chunks.length === 1 && this.chunks[0] !== undefined ? this.chunks[0] : Buffer.concat(this.chunks)
    this.chunks = [bytes]
    const head = this.started ? 1 : 0
    if (bytes.length < head + 4) {
      this.needed = head + 4
      return undefined
    }
    const length = head + this.lengthAt(bytes, head)
    if (bytes.length < length) {
      this.needed = length
      return undefined
    }
    return this.cut(bytes, length)
  }

  /** The type of the next message, if all of it is here. */
  get next(): number | undefined {
    const bytes = this.chunks[0]
    if (!this.started || bytes === undefined || bytes.length < 5) return undefined
    return bytes.length > bytes.readUInt32BE(1) ? bytes[0] : undefined
  }

  private lengthAt(bytes: Buffer, head: number): number {
    const length = bytes.readUInt32BE(head)
    if (length < (this.started ? 4 : 8) || length > this.longest) {
      throw new RangeError(`A message of ${length} bytes is not possible here`)
    }
    return length
  }

  private cut(bytes: Buffer, length: number): ClientMessage {
    this.chunks = bytes.length === length ? [] : [bytes.subarray(length)]
    this.held = bytes.length - length
    this.needed = 4
    const message = bytes.subarray(0, length)
    return this.started ? { kind: "typed", type: message.readUInt8(0), bytes: message } : this.first(message)
  }

  private first(message: Buffer): ClientMessage {
    const code = message.readUInt32BE(4)
    if (code === Code.ssl || code === Code.gss) return { kind: "encryption" }
    if (code === Code.cancel && message.length >= 16) {
      return { kind: "cancel", pid: message.readUInt32BE(8), secret: message.readUInt32BE(12) }
    }
    this.started = true
    return { kind: "startup" }
  }
}
