import { assert, describe, it } from "@effect/vitest"
import { accepts } from "../../src/security/HostGuard.ts"

describe("a server", () => {
  it("bound to loopback answers for this machine alone", () => {
    for (const host of ["127.0.0.1", "127.8.8.8", "::1"]) {
      assert.isTrue(accepts({ host, hosts: [] }, "localhost:3000"))
      assert.isTrue(accepts({ host, hosts: [] }, "[::1]:3000"))
      for (const other of ["evil.example", "localhost.evil.example", "127.0.0.1.evil.example", undefined]) {
        assert.isFalse(accepts({ host, hosts: [] }, other), `${other}`)
      }
    }
  })

  it("bound to every address answers for every name it goes by", () => {
    for (const host of ["0.0.0.0", "::", "10.0.0.5"]) {
      assert.isTrue(accepts({ host, hosts: [] }, "loopi.example"))
      assert.isTrue(accepts({ host, hosts: [] }, undefined))
    }
  })

  it("that has names answers for those, and for the local machine", () => {
    for (const host of ["127.0.0.1", "0.0.0.0"]) {
      const names = { host, hosts: ["loopi.example"] }
      assert.deepStrictEqual(
        ["loopi.example", "LOOPI.example:443", "localhost:3000", "evil.example", "a.loopi.example", undefined].map(
          (asked) => accepts(names, asked)
        ),
        [true, true, true, false, false, false]
      )
    }
  })
})
