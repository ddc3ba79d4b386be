/**
 * The bytes of one exchange as PGlite reads them, which may grow while it reads.
 *
 * PGlite takes a whole exchange as one array and calls its end "connection lost", so a COPY FROM STDIN would need all
 * its data up front. It looks at nothing but `length`, `subarray` and the first byte, though: here `length` waits for
 * more input as long as a COPY is open.
 */
const stuckAfter = 10_000

export class ClientInput extends Uint8Array {
  private readonly more: () => { readonly bytes: Uint8Array; readonly last: boolean }
  private part: Uint8Array
  private partStart = 0
  private end: number
  private taken = 0
  private copying = false
  private idle = 0
  private failure: Error | undefined

  constructor(first: Uint8Array, more: () => { readonly bytes: Uint8Array; readonly last: boolean }) {
    super(first)
    this.part = first
    this.end = first.length
    this.more = more
  }

  override get length(): number {
    // PGlite calls a wasm that has trapped or given up again and again, catching what it throws: this ends the loop.
    this.idle += 1
    if (this.idle > stuckAfter) this.failure ??= new Error("Postgres has stopped making progress")
    if (this.failure !== undefined) throw this.failure
    if (this.copying && this.taken === this.end) this.grow()
    return this.end
  }

  override subarray(from = 0, to = this.end): Uint8Array<ArrayBuffer> {
    this.taken = to
    this.idle = 0
    return new Uint8Array(this.part.subarray(from - this.partStart, to - this.partStart))
  }

  startCopy(): void {
    this.copying = true
  }

  /** The backend has given the COPY up, and reads on without waiting. */
  stopCopy(): void {
    this.copying = false
  }

  /** The backend will serve no more. */
  fail(failure: Error): void {
    this.failure = failure
  }

  /** The backend has answered something: it is alive. */
  moved(): void {
    this.idle = 0
  }

  private grow(): void {
    const { bytes, last } = this.more()
    this.part = bytes
    this.partStart = this.end
    this.end += bytes.length
    this.copying = !last
  }
}
