/**
 * Holds only so many connections at once. When there are too many, those give way that have asked for nothing yet, or do
 * not take what they were answered. Who takes nothing of it for long goes in any case.
 */
import { networkOf } from "@loopi/core"
import type { Server, ServerResponse } from "node:http"
import type { Socket } from "node:net"

export interface Limits {
  readonly inAll: number
  readonly perAddress: number
  /** Addresses that `perAddress` is not for. */
  readonly isExempt: (address: string) => boolean
  /** Milliseconds after which a connection goes on which nothing moved, and not for our sake. */
  readonly quiet: number
}

export const limitConnections = (server: Server, { inAll, isExempt, perAddress, quiet }: Limits): Server => {
  /** What each connection is answered, from the oldest on. */
  const held = new Map<Socket, ServerResponse | "nothing yet" | "nothing more">()
  const byAddress = new Map<string, number>()

  const enter = (socket: Socket, address: string): void => {
    held.set(socket, "nothing yet")
    byAddress.set(address, (byAddress.get(address) ?? 0) + 1)
    socket.once("close", () => {
      held.delete(socket)
      const left = (byAddress.get(address) ?? 1) - 1
      if (left > 0) byAddress.set(address, left)
      else byAddress.delete(address)
    })
  }

  /** Ends the oldest connection that waits for the other side; whether there was one. */
  const makeRoom = (): boolean => {
    for (const [socket, answer] of held) {
      if (typeof answer !== "string" && isOurTurn(answer)) continue
      held.delete(socket)
      socket.destroy()
      return true
    }
    return false
  }

  server.on("connection", (socket) => {
    const peer = socket.remoteAddress ?? ""
    const address = networkOf(peer)
    const isOneTooMany = (byAddress.get(address) ?? 0) >= perAddress && !isExempt(peer)
    if (isOneTooMany || (held.size >= inAll && !makeRoom())) socket.destroy()
    else enter(socket, address)
  })
  // For requests that do not arrive Node has time-outs of its own.
  server.setTimeout(quiet, (socket) => {
    const answer = held.get(socket)
    if (answer === "nothing more" || (typeof answer === "object" && isUnread(answer))) socket.destroy()
  })
  return server.on("request", (request, response) => {
    const { socket } = request
    held.set(socket, response)
    response.once("close", () => {
      if (held.get(socket) === response) held.set(socket, "nothing more")
    })
  })
}

/** Asked for to the end, and not yet answered further than the other side reads. */
const isOurTurn = (response: ServerResponse): boolean => response.req.complete && !isUnread(response)

const isUnread = ({ writableEnded, writableNeedDrain }: ServerResponse): boolean => writableEnded || writableNeedDrain
