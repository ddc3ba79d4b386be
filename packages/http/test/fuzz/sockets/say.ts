/**
 * Says something to the server over a socket of its own, and listens until the server hangs up, or long enough.
 */
import { Effect } from "effect"
import { connect } from "node:net"
import type { Message } from "./messages.ts"

export interface Heard {
  readonly text: string
  /** Whether it was the server that ended it. */
  readonly hungUp: boolean
}

/** Longer than the server waits for the rest of a message. */
const patience = 10_000

export const say = ({ hostname, port }: URL, { bytes, ends }: Message): Effect.Effect<Heard> =>
  Effect.callback<Heard>((resume) => {
    const chunks: Array<Buffer> = []
    const socket = connect({ host: hostname, port: Number(port), allowHalfOpen: true }, () => {
      if (ends) socket.end(bytes, "latin1")
      else socket.write(bytes, "latin1")
    })
    const done = (hungUp: boolean) => {
      socket.destroy()
      resume(Effect.succeed({ text: Buffer.concat(chunks).toString("latin1"), hungUp }))
    }
    socket.setTimeout(patience, () => done(false))
    socket.on("data", (chunk) => chunks.push(chunk))
    // Cut off in the middle of what was said: an end like any other.
    socket.on("error", () => done(true))
    socket.on("end", () => done(true))
  })
