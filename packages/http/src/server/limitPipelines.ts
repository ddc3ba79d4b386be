/**
 * Bounds how many requests one connection has under way, as the next may be sent before the last is answered. Otherwise a
 * single connection could have thousands answered at once.
 */
import type { Server } from "node:http"
import type { Socket } from "node:net"

/** More than any client sends ahead. Whoever does is cut. */
const mostAtOnce = 32

export const limitPipelines = (server: Server): Server => {
  const underWay = new WeakMap<Socket, number>()
  const countOf = (socket: Socket) => underWay.get(socket) ?? 0

  return server.on("request", ({ socket }, response) => {
    underWay.set(socket, countOf(socket) + 1)
    response.once("close", () => underWay.set(socket, countOf(socket) - 1))
    if (countOf(socket) > mostAtOnce) socket.destroy()
  })
}
