/**
 * Lends the one backend to many sessions, and carries notifications between them.
 */
import { randomInt } from "node:crypto"
import type { Duplex } from "node:stream"
import { Backend } from "./Backend.ts"
import { paceLimits, type PaceLimits } from "./ReadPacer.ts"
import { Session, type Holder, type Host } from "./Session.ts"
import { TurnQueue } from "./TurnQueue.ts"
import { greet } from "./wire/frames.ts"
import { channelOf } from "./wire/ReplyScanner.ts"
import type { Boot } from "./worker/messages.ts"

interface Guest {
  readonly session: Session
  readonly secret: number
}

export class Hub {
  private readonly guests = new Map<number, Guest>()
  private readonly numbers = new WeakMap<Session, number>()
  private readonly backend: Backend
  private readonly host: Host
  private readonly mourners: Array<(reason: string) => void> = []
  private failure: Error | undefined
  private pid = 0

  private constructor(
    boot: Omit<Boot, "flow">,
    limits: PaceLimits,
    opened: (outcome: { readonly greeting: Buffer } | { readonly error: Error }) => void
  ) {
    let template: Buffer = Buffer.alloc(0)
    this.backend = new Backend(boot, {
      open: (greeting) => {
        template = greeting
        opened({ greeting })
      },
      notification: (frame) => this.notify(frame),
      failed: (error) => {
        this.fail(error)
        opened({ error })
      }
    })
    this.host = {
      backend: this.backend,
      turns: new TurnQueue<Holder>((holder) => holder.hurry()),
      limits,
      greet: (session) => this.greet(template, session),
      cancel: (pid, secret) => this.cancel(pid, secret),
      leave: (session) => this.guests.delete(this.numbers.get(session) ?? 0)
    }
  }

  /** Starts the worker; resolves when the database is open. */
  static open(boot: Omit<Boot, "flow">, limits: PaceLimits = paceLimits): Promise<Hub> {
    return new Promise((resolve, reject) => {
      const hub: Hub = new Hub(boot, limits, (outcome) => ("error" in outcome ? reject(outcome.error) : resolve(hub)))
    })
  }

  /** A new session, as `stream` of `PgClient` wants it. */
  readonly connect = (): Duplex => {
    const session = new Session(this.host)
    this.pid += 1
    this.numbers.set(session, this.pid)
    this.guests.set(this.pid, { session, secret: randomInt(2 ** 31) })
    return this.failure === undefined ? session : session.destroy(this.failure)
  }

  /** Calls back when the backend ends though nobody has closed it. */
  onLost(listener: (reason: string) => void): void {
    this.mourners.push(listener)
  }

  /** Writes the whole database to a file that a later start can be seeded from. */
  dump(file: string): Promise<void> {
    return new Promise((resolve, reject) => {
      const turn = { hurry: () => {} }
      this.host.turns.take(turn, () => {
        this.backend
          .dump(file)
          .finally(() => this.host.turns.end(turn))
          .then(resolve, reject)
      })
    })
  }

  /** Ends every session and closes the database properly. */
  close(): Promise<void> {
    for (const { session } of this.guests.values()) session.destroy()
    return this.backend.close()
  }

  /** Ends the worker at once. */
  terminate(): Promise<unknown> {
    return this.backend.terminate()
  }

  /** Stops writing to the database, for a reason that every session is told. */
  abandon(reason: string): void {
    this.backend.fail(reason)
  }

  private greet(template: Buffer, session: Session): Buffer {
    const pid = this.numbers.get(session) ?? 0
    return greet(template, pid, this.guests.get(pid)?.secret ?? 0)
  }

  private cancel(pid: number, secret: number): void {
    const guest = this.guests.get(pid)
    if (guest?.secret === secret) guest.session.cancel()
  }

  private notify(frame: Buffer): void {
    const channel = channelOf(frame)
    for (const { session } of this.guests.values()) session.notify(channel, frame)
  }

  private fail(error: Error): void {
    this.failure = error
    for (const { session } of this.guests.values()) session.destroy(error)
    for (const tell of this.mourners) tell(error.message)
  }
}
