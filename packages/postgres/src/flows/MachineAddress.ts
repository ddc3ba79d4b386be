/**
 * Where other machines reach this one. They ask each other for nothing they would have to prove, so nobody else may
 * reach them there.
 */
import { lookup } from "node:dns/promises"
import { BlockList } from "node:net"
import { Effect, Schema } from "effect"

/** A name or an address, and a port. All machines use each other's. */
export interface MachineAddress {
  readonly host: string
  readonly port: number
}

export class FlowsAddressRefused extends Schema.TaggedError<FlowsAddressRefused>()("FlowsAddressRefused", {
  host: Schema.String,
  port: Schema.Int,
  reason: Schema.Literals(["not_private", "unknown_host", "cannot_listen"])
}) {
  override get message(): string {
    return `Machines cannot be reached at ${this.host}:${this.port} (${this.reason}): ${remedies[this.reason]}.`
  }
}

const remedies = {
  not_private: "use 127.0.0.1, or an address of a network that only your machines are in",
  unknown_host: "use a name that can be looked up, or an address",
  cannot_listen: "use an address of this machine and a port that is free"
}

/** The address of a name, where that is this machine's or of a private network. */
export const checked = Effect.fnUntraced(function* ({ host, port }: MachineAddress) {
  const found = yield* Effect.tryPromise({
    try: () => lookup(host),
    catch: () => FlowsAddressRefused.make({ host, port, reason: "unknown_host" })
  })
  const isPrivate = networks.check(found.address, found.family === 6 ? "ipv6" : "ipv4")
  if (!isPrivate) return yield* FlowsAddressRefused.make({ host, port, reason: "not_private" })
  return { host: found.address, port }
})

/** Loopback, private use, link-local, and what carriers and overlay networks use (RFC 1918, 3927, 4193, 6598). */
const networks = new BlockList()
networks.addSubnet("127.0.0.0", 8)
networks.addSubnet("10.0.0.0", 8)
networks.addSubnet("172.16.0.0", 12)
networks.addSubnet("192.168.0.0", 16)
networks.addSubnet("169.254.0.0", 16)
networks.addSubnet("100.64.0.0", 10)
networks.addAddress("::1", "ipv6")
networks.addSubnet("fc00::", 7, "ipv6")
networks.addSubnet("fe80::", 10, "ipv6")
