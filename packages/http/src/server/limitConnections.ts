/**
 * Holds only so many connections at once. When there are too many, those give way that have asked for nothing yet.
 */
import type { IncomingMessage, Server } from "node:http"
import type { Socket } from "node:net"

export interface Limits {
  readonly inAll: number
  readonly perAddress: number
  /** Addresses that `perAddress` is not for. */
  readonly isExempt: (address: string) => boolean
}

export const limitConnections = (server: Server, { inAll, isExempt, perAddress }: Limits): Server => {
  /** What each connection is asking for, if anything; the oldest first. */
  const held = new Map<Socket, IncomingMessage | undefined>()
  const byAddress = new Map<string, number>()

  const enter = (socket: Socket, address: string): void => {
    held.set(socket, undefined)
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
    for (const [socket, request] of held) {
      if (request !== undefined && request.complete) continue
      held.delete(socket)
      socket.destroy()
      return true
    }
    return false
  }

  server.on("connection", (socket) => {
    const address = socket.remoteAddress ?? ""
    const isOneTooMany = (byAddress.get(address) ?? 0) >= perAddress && !isExempt(address)
    if (isOneTooMany || (held.size >= inAll && !makeRoom())) socket.destroy()
    else enter(socket, address)
  })
  return server.on("request", (request, response) => {
    const { socket } = request
    held.set(socket, request)
    response.once("close", () => {
      if (held.get(socket) === request) held.set(socket, undefined)
    })
  })
}
