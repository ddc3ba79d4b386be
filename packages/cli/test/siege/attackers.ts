/**
 * Those who hold connections and ask for nothing, or never finish asking. Whoever is cut off comes again.
 */
import { connect, type Socket } from "node:net"
import { Effect } from "effect"
import { token } from "./besieged.ts"

export interface Way {
  readonly name: string
  /** What is said at once. */
  readonly opening: string
  /** What is said every second after that. */
  readonly drip: string
}

export const slowHeader: Way = {
  name: "slow header",
  opening: "GET /api/goals HTTP/1.1\r\nHost: localhost\r\nX-Slow: ",
  drip: "x"
}

export const slowBody: Way = {
  name: "slow body",
  opening:
    `POST /api/goals HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer ${token}\r\n` +
    "Content-Type: application/json\r\nContent-Length: 1000\r\n\r\n{",
  drip: " "
}

export const idle: Way = { name: "idle", opening: "", drip: "" }

export const idleAfterwards: Way = {
  name: "idle after an answer",
  opening: "GET /api/health HTTP/1.1\r\nHost: localhost\r\n\r\n",
  drip: ""
}

export interface Attack {
  /** How long each connection was held, in milliseconds, from when it was made to when it was cut. */
  readonly held: ReadonlyArray<number>
  /** Connections that were held at once, on average; those that are turned away are open for a moment. */
  readonly open: number
}

/** In milliseconds: a busy machine takes a while to turn somebody away. */
const aMoment = 500

/** Holds so many connections from this address of this machine, until interrupted or for so long. */
export const attack = (port: number, way: Way, count: number, localAddress: string, seconds: number) =>
  Effect.callback<Attack>((resume) => {
    const held: Array<number> = []
    const open = new Map<Socket, number>()
    const counts: Array<number> = []
    let isOver = false

    const come = () => {
      let begun = performance.now()
      const socket = connect({ port, host: "127.0.0.1", localAddress })
      socket.on("connect", () => {
        open.set(socket, performance.now())
        if (way.opening !== "") socket.write(way.opening)
      })
      socket.on("error", () => undefined)
      // Whoever is answered waits from then on. Others are told why they are cut.
      socket.on("data", () => {
        if (way.name === idleAfterwards.name) begun = performance.now()
      })
      socket.on("close", () => {
        open.delete(socket)
        if (isOver) return
        held.push(performance.now() - begun)
        setTimeout(come, 250)
      })
    }
    const dripping = setInterval(() => {
      const now = performance.now()
      counts.push([...open.values()].filter((since) => now - since > aMoment).length)
      if (way.drip !== "") for (const socket of open.keys()) socket.write(way.drip)
    }, 1_000)
    const stop = () => {
      isOver = true
      clearInterval(dripping)
      for (const socket of open.keys()) socket.destroy()
    }
    for (let i = 0; i < count; i++) come()
    setTimeout(() => {
      stop()
      resume(Effect.succeed({ held, open: counts.reduce((a, b) => a + b, 0) / counts.length }))
    }, seconds * 1_000)
    return Effect.sync(stop)
  })
