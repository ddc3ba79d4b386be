/**
 * Carries an answer to the main thread in pieces of a decent size: a message for every 8 KB costs more than the bytes.
 */
import type { Flow } from "./Flow.ts"
import type { FromWorker } from "./messages.ts"

const pieceSize = 64 * 1024

export class Reply {
  private readonly post: (message: FromWorker, transfer: Array<ArrayBuffer>) => void
  private readonly flow: Flow
  private piece = new Uint8Array(pieceSize)
  private filled = 0

  constructor(post: (message: FromWorker, transfer: Array<ArrayBuffer>) => void, flow: Flow) {
    this.post = post
    this.flow = flow
  }

  /** Copies: the bytes lie in the memory of the wasm, which moves on. */
  write(bytes: Uint8Array): void {
    let from = 0
    while (from < bytes.length) {
      const part = bytes.subarray(from, from + pieceSize - this.filled)
      this.piece.set(part, this.filled)
      this.filled += part.length
      from += part.length
      if (this.filled === pieceSize) this.flush()
    }
  }

  flush(): void {
    if (this.filled === 0) return
    const full = this.filled === pieceSize
    const bytes = full ? this.piece : this.piece.slice(0, this.filled)
    if (full) this.piece = new Uint8Array(pieceSize)
    this.filled = 0
    const size = bytes.length
    this.post({ tag: "bytes", bytes }, [bytes.buffer])
    this.flow.sent(size)
  }
}
