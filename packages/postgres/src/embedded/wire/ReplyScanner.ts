/**
 * Walks the frames of a backend's answer as it streams by, and picks out the few that a go-between must act on.
 */
import { Answer } from "./frames.ts"

export type TransactionStatus = "I" | "T" | "E"

export interface ReplySink {
  /** Bytes for whoever asked, in order. They may end inside a frame, and must be copied to be kept. */
  readonly bytes: (part: Uint8Array) => void
  /** A whole NotificationResponse, taken out of the stream: it may be meant for another session. */
  readonly notification: (frame: Buffer) => void
  readonly ready: (status: TransactionStatus) => void
  readonly copyIn: () => void
  /** The body of an ErrorResponse, which is passed on as well. */
  readonly error: (body: Buffer) => void
}

export class ReplyScanner {
  private readonly sink: ReplySink
  private readonly head = Buffer.alloc(5)
  private headLength = 0
  private bodyLeft = 0
  private held: Array<Buffer> | undefined

  constructor(sink: ReplySink) {
    this.sink = sink
  }

  push(chunk: Uint8Array): void {
    let at = 0
    // [run, at) are ordinary frames that leave in one piece.
    let run = 0
    while (at < chunk.length) {
      if (this.bodyLeft === 0) {
        const start = at
        const takes = Math.min(5 - this.headLength, chunk.length - at)
        this.head.set(chunk.subarray(start, start + takes), this.headLength)
        this.headLength += takes
        at += takes
        if (this.headLength < 5 || this.diverts) this.pass(chunk, run, start)
        if (this.headLength < 5) return
        if (takes < 5 && !this.diverts) this.sink.bytes(Buffer.from(this.head))
        if (takes < 5 || this.diverts) run = at
        this.open()
      } else {
        const takes = Math.min(this.bodyLeft, chunk.length - at)
        this.body(chunk.subarray(at, at + takes))
        at += takes
        if (this.closed()) run = at
      }
    }
    if (this.bodyLeft === 0 || !this.diverts) this.pass(chunk, run, at)
  }

  /** Whether the present frame is kept out of the stream. */
  private get diverts(): boolean {
    return this.head[0] === Answer.Notification
  }

  private pass(chunk: Uint8Array, from: number, to: number): void {
    if (to > from) this.sink.bytes(chunk.subarray(from, to))
  }

  private open(): void {
    this.headLength = 0
    this.bodyLeft = this.head.readUInt32BE(1) - 4
    this.held = this.diverts || this.head[0] === Answer.Error ? [] : undefined
    if (this.head[0] === Answer.CopyIn) this.sink.copyIn()
  }

  private body(part: Uint8Array): void {
    this.bodyLeft -= part.length
    this.held?.push(Buffer.from(part))
    if (this.head[0] === Answer.Ready) this.sink.ready(status(part[0]))
  }

  /** Whether a frame that was kept out has just become whole. */
  private closed(): boolean {
    if (this.bodyLeft > 0 || this.held === undefined) return false
    const body = Buffer.concat(this.held)
    this.held = undefined
    if (this.diverts) this.sink.notification(Buffer.concat([this.head, body]))
    else this.sink.error(body)
    return this.diverts
  }
}

const status = (byte: number | undefined): TransactionStatus => (byte === 0x54 ? "T" : byte === 0x45 ? "E" : "I")

/** The channel a NotificationResponse is about. */
export const channelOf = (notification: Buffer): string => {
  const start = 9
  return notification.toString("utf8", start, notification.indexOf(0, start))
}

/** One field of an ErrorResponse: `V` is how bad it is, `M` what it says. */
export const errorField = (body: Buffer, field: "V" | "M"): string =>
  body
    .toString("utf8")
    .split("\0")
    .find((text) => text.startsWith(field))
    ?.slice(1) ?? ""
