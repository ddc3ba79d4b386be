/**
 * Speaks to the server below HTTP, where no client would go.
 */
import { Server } from "@loopi/http"
import { Effect } from "effect"
import { connect } from "node:net"

/** Sends bytes that no client would, and gives all that comes back. */
export const utter = Effect.fnUntraced(function* (bytes: string) {
  const { hostname, port } = new URL(yield* Server.address)
  return yield* Effect.callback<string, Error>((resume) => {
    let heard = ""
    const socket = connect(Number(port), hostname, () => socket.write(bytes))
    socket.on("data", (chunk) => (heard += chunk.toString("utf8")))
    socket.on("error", (error) => resume(Effect.fail(error)))
    socket.on("close", () => resume(Effect.succeed(heard)))
  })
})
