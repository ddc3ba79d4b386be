/**
 * One client's connection: a Duplex that speaks the wire protocol and shares the backend with all other sessions.
 *
 * It asks for a turn with its first message and keeps it until the backend is ready outside of a transaction, so that
 * transactions never interleave. Settings made with SET, temporary tables and advisory locks belong to the backend
 * and are therefore shared: use their transaction-local forms.
 */
import { Duplex } from "node:stream"
import type { Backend, Exchange } from "./Backend.ts"
import { ReadPacer, type PaceLimits } from "./ReadPacer.ts"
import type { TurnQueue } from "./TurnQueue.ts"
import { ClientFramer, type ClientMessage } from "./wire/ClientFramer.ts"
import { Ask, copyFail, farewell, refusal } from "./wire/frames.ts"
import { Statements } from "./wire/Statements.ts"
import { Subscriptions } from "./wire/Subscriptions.ts"

/** Whoever may hold a turn; `hurry` tells it that somebody waits for its end. */
export interface Holder {
  readonly hurry: () => void
}

export interface Host {
  readonly backend: Backend
  readonly turns: TurnQueue<Holder>
  readonly limits: PaceLimits
  readonly greet: (session: Session) => Buffer
  readonly cancel: (pid: number, secret: number) => void
  readonly leave: (session: Session) => void
}

const endsBatch = new Set<number>([Ask.Query, Ask.Sync, Ask.Flush, Ask.FunctionCall])
const ofStatement = new Set<number>([Ask.Parse, Ask.Bind, Ask.Describe, Ask.Execute, Ask.Close, Ask.Sync])
const known = new Set<number>(Object.values(Ask))
const ofCopy = new Set<number>([Ask.CopyData, Ask.CopyDone, Ask.CopyFail])

export class Session extends Duplex {
  private readonly host: Host
  private readonly framer = new ClientFramer()
  private readonly subscriptions = new Subscriptions()
  private readonly statements = new Statements()
  private readonly pacer: ReadPacer
  private batch: Array<Buffer> = []
  private syncs = 0
  private written: (() => void) | undefined
  /** Waits for its turn or for an answer: whatever else the client writes stays in the framer. */
  private busy = false
  private running = false
  private copying = false
  private left = false

  constructor(host: Host) {
    super({ readableHighWaterMark: 64 * 1024 })
    this.host = host
    this.pacer = new ReadPacer(
      {
        push: (part) => this.push(part),
        unread: () => this.readableLength,
        contended: () => host.turns.contended,
        acknowledge: (bytes) => host.backend.read(bytes),
        cutOff: () => this.destroy(new Error("The answer was not read while others waited for the database"))
      },
      host.limits
    )
  }

  /** Hands over a notification if it is for this session. */
  notify(channel: string, frame: Buffer): void {
    if (this.subscriptions.has(channel)) this.push(frame)
  }

  /** Somebody waits for this session's turn to end. */
  hurry(): void {
    this.pacer.relax()
  }

  /** Refuses what waits for its turn. What runs cannot be stopped: the backend has one thread and hears nothing. */
  cancel(): void {
    if (!this.host.turns.leave(this)) return
    const refused = refusal("57014", "canceling statement due to user request")
    for (let i = 0; i < Math.max(1, this.syncs); i += 1) this.push(refused)
    this.proceed()
  }

  override _read(): void {
    this.pacer.read()
  }

  override _write(chunk: Buffer, _encoding: BufferEncoding, done: () => void): void {
    this.written = done
    this.framer.push(chunk)
    this.next()
  }

  override _final(done: () => void): void {
    done()
    this.destroy()
  }

  override _destroy(error: Error | null, done: (error: Error | null) => void): void {
    this.left = true
    this.host.leave(this)
    this.pacer.read()
    const waited = this.host.turns.leave(this)
    const holds = !waited && this.host.turns.owner === this
    if (holds) this.abandon()
    else if (this.statements.some) this.host.turns.take(this, () => this.sayFarewell())
    done(error)
  }

  private next(): void {
    try {
      while (!this.busy && !this.left) {
        const message = this.framer.shift()
        if (message === undefined) return this.settle()
        this.receive(message)
      }
    } catch (cause) {
      this.destroy(cause instanceof Error ? cause : new Error(String(cause)))
    }
  }

  private settle(): void {
    const written = this.written
    this.written = undefined
    written?.()
  }

  private proceed(): void {
    this.busy = false
    this.syncs = 0
    this.next()
  }

  private receive(message: ClientMessage): void {
    switch (message.kind) {
      case "encryption":
        this.push("N")
        return
      case "cancel":
        this.host.cancel(message.pid, message.secret)
        this.destroy()
        return
      case "startup":
        this.push(this.host.greet(this))
        return
      case "typed":
        return this.typed(message.type, message.bytes)
    }
  }

  private typed(type: number, bytes: Buffer): void {
    // A backend ends on a Terminate and on a message it does not know: for everybody, as all share it.
    if (!known.has(type)) throw new RangeError(`A message of type ${type} is not possible here`)
    if (type === Ask.Terminate) this.destroy()
    else if (this.copying) this.copy(type, bytes)
    // The rest of a COPY that has failed already: a server skips it too.
    else if (!ofCopy.has(type)) this.collect(type, bytes)
  }

  private copy(type: number, bytes: Buffer): void {
    if (type === Ask.Sync || type === Ask.Flush) return
    this.busy = true
    this.copying = type === Ask.CopyData
    this.host.backend.feed(bytes, type !== Ask.CopyData)
  }

  private collect(type: number, bytes: Buffer): void {
    this.statements.read(type, bytes)
    this.batch.push(this.subscriptions.read(type, bytes))
    if (!endsBatch.has(type) || this.continues(type)) return
    const batch = Buffer.concat(this.batch)
    this.batch = []
    this.busy = true
    this.host.turns.take(this, () => this.run(batch))
  }

  /** Statements that are here already go along: each exchange with the backend costs a trip between threads. */
  private continues(type: number): boolean {
    this.syncs = type === Ask.Sync ? this.syncs + 1 : 0
    return type === Ask.Sync && this.framer.next !== undefined && ofStatement.has(this.framer.next)
  }

  private run(bytes: Buffer): void {
    this.running = true
    this.host.backend.start(bytes, this.exchange)
  }

  private readonly exchange: Exchange = {
    bytes: (part) => (this.left ? this.host.backend.read(part.length) : this.pacer.offer(part)),
    wants: () => {
      this.copying = true
      if (this.left) this.abandon()
      else this.proceed()
    },
    done: (status) => {
      this.running = false
      this.copying = false
      if (this.left) return this.sayFarewell()
      if (status === "I") this.host.turns.end(this)
      this.proceed()
    }
  }

  /** Leaves in the middle of a turn: an open COPY is failed, anything at work is waited for. */
  private abandon(): void {
    if (!this.running) return this.sayFarewell()
    if (!this.copying) return
    this.copying = false
    this.host.backend.feed(copyFail("the client has gone"), true)
  }

  private sayFarewell(): void {
    this.host.backend.start(farewell(this.statements), {
      bytes: (part) => this.host.backend.read(part.length),
      wants: () => {},
      done: () => this.host.turns.end(this)
    })
  }
}
