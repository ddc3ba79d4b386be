/**
 * Keeps other websites out of a server on the learner's own machine: a name they control may resolve to 127.0.0.1.
 */
import { NetAddress } from "effect/net"

/** Whether a request for this host is for us. Only a server bound to loopback is particular about it. */
export const accepts = (bound: NetAddress.SocketAddress, host: string | undefined): boolean =>
  !isLocal(bound) || (host !== undefined && localHost.test(host))

const isLocal = (bound: NetAddress.SocketAddress): boolean =>
  NetAddress.isInetAddress(bound) && NetAddress.isLoopback(bound.address)

const localHost = /^(?:localhost|127\.0\.0\.1|\[::1\])(?::\d{1,5})?$/i
