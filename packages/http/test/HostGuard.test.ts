import { assert, describe, it } from "@effect/vitest"
import { NetAddress } from "effect/net"
import { accepts } from "../src/security/HostGuard.ts"

const bound = (address: NetAddress.IpAddress) => NetAddress.inetAddressUnsafe(address, 3000)

describe("a server", () => {
  it("bound to loopback answers for this machine alone", () => {
    for (const address of [NetAddress.ipv4Loopback, NetAddress.ipv6Loopback]) {
      assert.isTrue(accepts(bound(address), "localhost:3000"))
      assert.isFalse(accepts(bound(address), "evil.example"))
      assert.isFalse(accepts(bound(address), undefined))
    }
  })

  it("bound to every address answers for every name it goes by", () => {
    assert.isTrue(accepts(bound(NetAddress.ipv4Unspecified), "loopi.example"))
    assert.isTrue(accepts(bound(NetAddress.ipv4Unspecified), undefined))
  })
})
