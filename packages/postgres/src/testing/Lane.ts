/**
 * One direction of a connection, and what becomes of the bytes in it.
 */
import type { Socket } from "node:net"

export type Fault =
  /** Everything as it comes. */
  | "pass"
  /** Nobody listens. */
  | "refuse"
  /** Connections are taken, and nothing is ever said. What was held back comes once it passes again. */
  | "hang"
  /** One byte a second. */
  | "drip"
  /** What is told is noise. */
  | "garbage"
  /** Connections break at once. */
  | "reset"
  /** Everything, a second late. */
  | "late"

export class Lane {
  private readonly held: Array<Buffer> = []
  private timer: NodeJS.Timeout | undefined
  private fault: Fault
  private readonly to: Socket
  private readonly way: "asked" | "told"

  constructor(from: Socket, to: Socket, fault: Fault, way: "asked" | "told") {
    this.to = to
    this.way = way
    this.fault = fault
    from.on("data", (bytes) => this.take(Buffer.from(bytes)))
    this.set(fault)
  }

  set(fault: Fault): void {
    this.fault = fault
    this.stop()
    if (fault === "pass") this.give(Buffer.concat(this.held.splice(0)))
    if (fault === "drip") this.timer = setInterval(() => this.drip(), 1_000).unref()
  }

  stop(): void {
    clearInterval(this.timer)
  }

  private take(bytes: Buffer): void {
    if (this.fault === "late") return void setTimeout(() => this.give(bytes), 1_000).unref()
    if (this.fault === "garbage") return this.give(this.way === "told" ? noise(bytes.length) : bytes)
    if (this.fault === "pass") return this.give(bytes)
    this.held.push(bytes)
  }

  private give(bytes: Buffer): void {
    if (bytes.length > 0 && !this.to.destroyed) this.to.write(bytes)
  }

  private drip(): void {
    const all = Buffer.concat(this.held.splice(0))
    this.give(all.subarray(0, 1))
    if (all.length > 1) this.held.push(all.subarray(1))
  }
}

/** The same each time: a test that fails can be run again. */
const noise = (length: number): Buffer => Buffer.from(Array.from({ length }, (_, i) => (i * 73 + 41) % 256))
