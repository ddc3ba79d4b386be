/**
 * A client that speaks the wire protocol by hand, so that tests can send what no driver would.
 */
import { Effect, type Scope } from "effect"
import type { Duplex } from "node:stream"
import type { Hub } from "../../src/embedded/Hub.ts"
import { frame, query } from "../../src/embedded/wire/frames.ts"

export interface Frame {
  readonly type: string
  readonly body: Buffer
}

export class WireClient {
  readonly stream: Duplex
  readonly frames: Array<Frame> = []
  private held = Buffer.alloc(0)
  private error: Error | undefined
  private wake = (): void => {}

  constructor(stream: Duplex) {
    this.stream = stream
    stream.on("error", (error) => {
      this.error = error
    })
    stream.on("close", () => {
      this.error ??= new Error("closed")
      this.wake()
    })
  }

  /** Begins to read; without it the stream is one that nobody reads. */
  listen(): this {
    this.stream.on("data", (chunk: Buffer) => this.cut(chunk))
    return this
  }

  send(...messages: Array<Uint8Array>): void {
    this.stream.write(Buffer.concat(messages))
  }

  /** Everything up to and including the next frame of this type. */
  until(type: string): Effect.Effect<Array<Frame>, Error> {
    return Effect.callback<Array<Frame>, Error>((resume) => {
      this.wake = () => {
        const end = this.frames.findIndex((frame) => frame.type === type)
        if (end < 0 && this.error === undefined) return
        this.wake = () => {}
        if (end >= 0) resume(Effect.succeed(this.frames.splice(0, end + 1)))
        else if (this.error !== undefined) resume(Effect.fail(this.error))
      }
      this.wake()
    })
  }

  ask(sql: string): Effect.Effect<Array<Frame>, Error> {
    return Effect.suspend(() => {
      this.send(query(sql))
      return this.until("Z")
    })
  }

  /** The first column of every row. */
  values(sql: string): Effect.Effect<Array<string>, Error> {
    return Effect.map(this.ask(sql), (frames) => {
      const failed = frames.find((frame) => frame.type === "E")
      if (failed !== undefined) return [`error ${codeOf(failed)}`]
      return frames.filter((frame) => frame.type === "D").map((row) => firstColumn(row.body))
    })
  }

  private cut(chunk: Buffer): void {
    this.held = Buffer.concat([this.held, chunk])
    while (this.held.length >= 5 && this.held.length > this.held.readUInt32BE(1)) {
      const end = 1 + this.held.readUInt32BE(1)
      this.frames.push({ type: String.fromCharCode(this.held.readUInt8(0)), body: this.held.subarray(5, end) })
      this.held = this.held.subarray(end)
    }
    this.wake()
  }
}

export const types = (frames: ReadonlyArray<Frame>): string => frames.map((frame) => frame.type).join("")

export const codeOf = (error: Frame): string => /\0C(\w{5})\0/.exec(error.body.toString("latin1"))?.[1] ?? "?"

export const copyData = (text: string): Buffer => frame(0x64, text)
export const copyDone = frame(0x63)
export const sync = frame(0x53)
export const flush = frame(0x48)

/** Parse, Bind and Execute of one statement, without a Sync. */
export const extended = (sql: string, name = ""): Buffer =>
  Buffer.concat([
    frame(0x50, `${name}\0${sql}\0\0\0`),
    frame(0x42, `\0${name}\0\0\0\0\0\0\0`),
    frame(0x45, "\0\0\0\0\0")
  ])

export function startup(): Buffer {
  const parameters = Buffer.from("user\0postgres\0database\0postgres\0\0")
  const head = Buffer.alloc(8)
  head.writeUInt32BE(8 + parameters.length, 0)
  head.writeUInt32BE(196608, 4)
  return Buffer.concat([head, parameters])
}

/** A signed-in client that leaves with its scope. */
export const connect = (hub: Hub): Effect.Effect<WireClient, Error, Scope.Scope> =>
  Effect.acquireRelease(
    Effect.sync(() => new WireClient(hub.connect()).listen()),
    (client) => Effect.sync(() => client.stream.destroy())
  ).pipe(
    Effect.tap((client) => {
      client.send(startup())
      return client.until("Z")
    })
  )

function firstColumn(row: Buffer): string {
  const length = row.readInt32BE(2)
  return length < 0 ? "null" : row.toString("utf8", 6, 6 + length)
}
