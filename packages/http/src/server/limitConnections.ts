/**
 * Holds only so many connections at once. When there are too many, those give way that have asked for nothing yet, or do
 * not take what they were answered.
 */
import type { Server, ServerResponse } from "node:http"
import type { Socket } from "node:net"

export interface Limits {
  readonly inAll: number
  readonly perAddress: number
  /** Addresses that `perAddress` is not for. */
  readonly isExempt: (address: string) => boolean
}

export const limitConnections = (server: Server, { inAll, isExempt, perAddress }: Limits): Server => {
  /** What each connection is answered, if it asked for anything; the oldest first. */
  const held = new Map<Socket, ServerResponse | undefined>()
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
    for (const [socket, response] of held) {
      if (response !== undefined && isOurTurn(response)) continue
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
    held.set(socket, response)
    response.once("close", () => {
      if (held.get(socket) === response) held.set(socket, undefined)
    })
  })
}

/** Asked for to the end, and not yet answered further than the other side reads. */
const isOurTurn = ({ req, writableEnded, writableNeedDrain }: ServerResponse): boolean =>
  req.complete && !writableEnded && !writableNeedDrain
