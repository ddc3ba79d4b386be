/**
 * Holds the backend back while a session does not read what it asked for.
 *
 * Alone, a slow reader simply slows the backend down. While others wait, the answer is drained into memory up to a
 * limit, since the one it waits for may be itself (a stream whose consumer runs another query). Over the limit the
 * others wait as long as it reads at all, and a reader that has stopped is cut off.
 */
export interface PaceLimits {
  /** How many bytes may wait for a slow reader while others wait for the backend. */
  readonly spill: number
  /** How long, in milliseconds, a reader over that limit may read nothing while others wait. */
  readonly patience: number
}

export const paceLimits: PaceLimits = { spill: 64 * 1024 * 1024, patience: 10_000 }

export interface Reader {
  readonly push: (part: Uint8Array) => boolean
  readonly unread: () => number
  readonly contended: () => boolean
  readonly acknowledge: (bytes: number) => void
  readonly cutOff: () => void
}

export class ReadPacer {
  private readonly reader: Reader
  private readonly limits: PaceLimits
  private owed = 0
  private timer: NodeJS.Timeout | undefined

  constructor(reader: Reader, limits: PaceLimits) {
    this.reader = reader
    this.limits = limits
  }

  offer(part: Uint8Array): void {
    if (this.reader.push(part)) return this.reader.acknowledge(part.length)
    this.owed += part.length
    this.relax()
  }

  /** The reader wants more. */
  read(): void {
    clearTimeout(this.timer)
    this.timer = undefined
    this.pay()
  }

  /** To be called too when somebody begins to wait. */
  relax(): void {
    if (this.owed === 0 || !this.reader.contended()) return
    if (this.reader.unread() < this.limits.spill) this.pay()
    else this.timer ??= setTimeout(() => this.reader.cutOff(), this.limits.patience).unref()
  }

  private pay(): void {
    const owed = this.owed
    this.owed = 0
    this.reader.acknowledge(owed)
  }
}
