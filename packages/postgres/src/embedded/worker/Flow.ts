/**
 * The brake between the worker and the main thread, in memory that both see.
 *
 * Postgres in wasm answers a query in one uninterrupted call, so the only way to slow it down is to halt its thread:
 * the worker sleeps while `window` bytes are on their way, and until more COPY input has come.
 */
const inFlight = 0
const fed = 1

export const flowMemory = (): SharedArrayBuffer => new SharedArrayBuffer(8)

export class Flow {
  private readonly cells: Int32Array
  private readonly window: number

  constructor(memory: SharedArrayBuffer, window = 1024 * 1024) {
    this.cells = new Int32Array(memory)
    this.window = window
  }

  /** How many bytes are on their way. */
  get unread(): number {
    return Atomics.load(this.cells, inFlight)
  }

  /** Worker: counts bytes out, and sleeps while too many are unread. */
  sent(bytes: number): void {
    Atomics.add(this.cells, inFlight, bytes)
    for (;;) {
      const unread = Atomics.load(this.cells, inFlight)
      if (unread < this.window) return
      Atomics.wait(this.cells, inFlight, unread)
    }
  }

  /** Main thread: these bytes have found their reader. */
  read(bytes: number): void {
    Atomics.sub(this.cells, inFlight, bytes)
    Atomics.notify(this.cells, inFlight)
  }

  /** Main thread: input for a COPY has been posted. */
  feed(): void {
    Atomics.add(this.cells, fed, 1)
    Atomics.notify(this.cells, fed)
  }

  /** Worker: asks for input until there is some. */
  awaitFeed<A>(receive: () => A | undefined): A {
    for (;;) {
      const seen = Atomics.load(this.cells, fed)
      const input = receive()
      if (input !== undefined) return input
      Atomics.wait(this.cells, fed, seen)
    }
  }
}
