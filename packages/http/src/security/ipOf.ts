/**
 * Reads an address of the network as it stands in a socket or a header.
 */
import { Option, Result } from "effect"
import { NetAddress } from "effect/net"

/** Nothing for what is no address. IPv4 within IPv6 is IPv4, and the zone of a link does not count. */
export const ipOf = (text: string): NetAddress.IpAddress | undefined =>
  Option.getOrUndefined(
    Option.map(Result.getSuccess(NetAddress.ipFromString(text.split("%", 1)[0] ?? "")), (ip) =>
      NetAddress.toCanonical(ip)
    )
  )

export const isLoopback = (text: string): boolean => {
  const ip = ipOf(text)
  return ip !== undefined && NetAddress.isLoopback(ip)
}
