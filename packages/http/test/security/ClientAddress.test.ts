import { assert, describe, it } from "@effect/vitest"
import { networkOf } from "@loopi/core"
import { IpNetwork } from "effect/net"
import { clientAddressOf } from "../../src/security/ClientAddress.ts"

const proxies = [IpNetwork.fromStringUnsafe("10.0.0.0/8"), IpNetwork.fromStringUnsafe("fd00::/8")]
const of = (peer: string | undefined, headers: Record<string, string> = {}) => clientAddressOf(peer, headers, proxies)

describe("the address of a client", () => {
  it("is the peer's, whatever it says of itself", () => {
    assert.strictEqual(of("203.0.113.7"), "203.0.113.7")
    assert.strictEqual(of("203.0.113.7", { "x-forwarded-for": "1.2.3.4" }), "203.0.113.7")
    assert.strictEqual(of("203.0.113.7", { forwarded: "for=1.2.3.4" }), "203.0.113.7")
  })

  it("is what a trusted proxy says, and not what its client said before", () => {
    assert.strictEqual(of("10.0.0.1", { "x-forwarded-for": "198.51.100.9" }), "198.51.100.9")
    assert.strictEqual(of("10.0.0.1", { "x-forwarded-for": "1.2.3.4, 198.51.100.9" }), "198.51.100.9")
    assert.strictEqual(of("10.0.0.1", { "x-forwarded-for": "1.2.3.4, 198.51.100.9, 10.0.0.2" }), "198.51.100.9")
    assert.strictEqual(
      of("10.0.0.1", { forwarded: 'for=1.2.3.4, for="198.51.100.9:4711";proto=https' }),
      "198.51.100.9"
    )
  })

  it("is the first proxy's where all are trusted, and the last known one's where somebody wrote nonsense", () => {
    assert.strictEqual(of("10.0.0.1", { "x-forwarded-for": "10.0.0.3, 10.0.0.2" }), "10.0.0.3")
    for (const nonsense of ["", "unknown", "_hidden", "1.2.3", "999.1.1.1", "' OR 1=1"]) {
      assert.strictEqual(of("10.0.0.1", { "x-forwarded-for": `1.2.3.4, ${nonsense}` }), "10.0.0.1", nonsense)
      assert.strictEqual(of("10.0.0.1", { forwarded: `for=1.2.3.4, for=${nonsense}` }), "10.0.0.1", nonsense)
    }
  })

  it("is the proxy's own where both headers come at once: one of them nobody vouches for", () => {
    assert.strictEqual(of("10.0.0.1", { "x-forwarded-for": "198.51.100.9", forwarded: "for=1.2.3.4" }), "10.0.0.1")
  })

  it("is written in one way, and counts as one for a whole network of IPv6", () => {
    const addresses = ["2001:db8:1:2::1", "2001:DB8:1:2:ffff::9", "[2001:db8:1:2:0::3]:4711"]
    const told = addresses.map((address) => of("fd00::1", { "x-forwarded-for": address }))
    assert.deepStrictEqual(told, ["2001:db8:1:2::1", "2001:db8:1:2:ffff::9", "2001:db8:1:2::3"])
    assert.strictEqual(new Set(told.map(networkOf)).size, 1)
    assert.notStrictEqual(networkOf(of("2001:db8:1:3::1")), networkOf(of("2001:db8:1:2::1")))
    assert.strictEqual(of("::ffff:203.0.113.7"), "203.0.113.7")
    assert.strictEqual(of("::ffff:10.0.0.1", { "x-forwarded-for": "203.0.113.7:4711" }), "203.0.113.7")
    assert.strictEqual(of("fe80::1%eth0"), "fe80::1")
  })

  it("is nobody's where there is no peer", () => {
    assert.strictEqual(of(undefined), "unknown")
    assert.strictEqual(of(undefined, { "x-forwarded-for": "1.2.3.4" }), "unknown")
  })
})
