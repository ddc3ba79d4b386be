/**
 * Where a request comes from, as far as the network tells: who counts tries by it decides which addresses are one client.
 */
import { Context } from "effect"
import { IpNetwork, NetAddress } from "effect/net"
import { ipOf } from "./ipOf.ts"

/** The client of the request being answered: the peer, or whom trusted proxies name. */
export const ClientAddress = Context.Reference<string>("@loopi/http/security/ClientAddress", {
  defaultValue: () => "unknown"
})

export type Proxies = ReadonlyArray<IpNetwork.IpNetwork>

/**
 * Goes back from the peer, proxy by proxy, for as long as they are trusted: what lies beyond the first other one, anybody
 * can have written. So are both headers at once, of which a proxy adds one.
 */
export const clientAddressOf = (
  peer: string | undefined,
  headers: { readonly [name: string]: string | undefined },
  proxies: Proxies
): string => {
  const chain = [...forwardedIn(headers), peer]
  let client: NetAddress.IpAddress | undefined
  for (const hop of chain.toReversed()) {
    const ip = hop === undefined ? undefined : ipOf(hop)
    if (ip === undefined) break
    client = ip
    if (!isTrusted(ip, proxies)) break
  }
  return client === undefined ? "unknown" : NetAddress.formatIp(client)
}

export const isTrusted = (ip: NetAddress.IpAddress, proxies: Proxies): boolean => proxies.some(IpNetwork.contains(ip))

const forwardedIn = (headers: { readonly [name: string]: string | undefined }): ReadonlyArray<string> => {
  const [chain, forwarded] = [headers["x-forwarded-for"], headers["forwarded"]]
  if (chain !== undefined) return forwarded === undefined ? chain.split(",").map(withoutPort) : []
  return forwarded === undefined ? [] : forwarded.split(",").map((hop) => withoutPort(forIn(hop)))
}

/** `for=192.0.2.60;proto=http;by=203.0.113.43`, after RFC 7239. */
const forIn = (hop: string): string => /(?:^|;)\s*for="?([^";]*)"?/i.exec(hop)?.[1] ?? ""

/** 192.0.2.43:47011 and [2001:db8::17]:4711 as well as bare addresses. */
const withoutPort = (hop: string): string =>
  hop
    .trim()
    .replace(/^(\d+(?:\.\d+){3}):\d+$/, "$1")
    .replace(/^\[([^\]]*)\](?::\d+)?$/, "$1")
