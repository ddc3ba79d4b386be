/**
 * Requests that are sent ahead on one connection, before the last one is answered.
 */
import { assert, it } from "@effect/vitest"
import { Effect } from "effect"
import { createServer, type Server } from "node:http"
import { connect, type Socket } from "node:net"
import { limitPipelines } from "../../src/server/limitPipelines.ts"

/** A server that answers nothing, and how often it was asked and told that nobody waits for an answer any more. */
const silent = Effect.gen(function* () {
  const counts = { asked: 0, closed: 0 }
  const server = limitPipelines(createServer()).on("request", (_, response) => {
    counts.asked++
    response.on("close", () => void counts.closed++)
  })
  yield* Effect.acquireRelease(
    Effect.callback<void>((resume) => void server.listen(0, "127.0.0.1", () => resume(Effect.void))),
    () => Effect.sync(() => server.close().closeAllConnections())
  )
  return { counts, server }
})

const sends = (server: Server, requests: number): Effect.Effect<Socket> =>
  Effect.sync(() => {
    const address = server.address()
    const port = typeof address === "object" && address !== null ? address.port : 0
    const socket = connect(port, "127.0.0.1").on("error", () => undefined)
    socket.write("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n".repeat(requests))
    return socket.resume()
  })

/** Looks again whenever the event loop has come around. */
const until = (isSo: () => boolean) => Effect.repeat(Effect.sleep("5 millis"), { until: isSo })

it.live(
  "who sends more ahead than any client does is cut, whatever was to be answered is told so, and nobody else is",
  () =>
    Effect.gen(function* () {
      const { counts, server } = yield* silent
      const other = yield* sends(server, 32)
      yield* until(() => counts.asked === 32)
      const client = yield* sends(server, 33)
      yield* until(() => client.destroyed && counts.closed >= 33)
      assert.isFalse(other.destroyed)
      assert.strictEqual(counts.closed, 33)
      other.destroy()
    })
)
