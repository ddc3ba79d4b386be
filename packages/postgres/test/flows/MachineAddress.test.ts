/**
 * Machines trust each other: nobody else may reach the port they talk on.
 */
import { assert, describe, it } from "@effect/vitest"
import { Effect } from "effect"
import { checked } from "../../src/flows/MachineAddress.ts"

const port = 34_431

describe("where machines reach each other", () => {
  it.effect.each(["127.0.0.1", "::1", "10.1.2.3", "172.31.0.9", "192.168.1.1", "100.64.0.1", "fd12::1", "fe80::1"])(
    "may be %s",
    (host) => Effect.map(checked({ host, port }), (found) => assert.deepStrictEqual(found, { host, port }))
  )

  it.effect("may be a name of this machine", () =>
    Effect.map(checked({ host: "localhost", port }), ({ host }) => assert.include(["127.0.0.1", "::1"], host))
  )

  it.effect.each(["0.0.0.0", "::", "8.8.8.8", "172.32.0.1", "2001:db8::1", "::ffff:8.8.8.8", "224.0.0.1"])(
    "is not %s, and it is said what to use",
    (host) =>
      Effect.gen(function* () {
        const error = yield* Effect.flip(checked({ host, port }))
        assert.include(error, { _tag: "FlowsAddressRefused", reason: "not_private" })
        assert.include(error.message, "127.0.0.1")
      })
  )

  it.effect("is no name that nobody knows", () =>
    Effect.map(Effect.flip(checked({ host: "nobody.invalid", port })), ({ reason }) =>
      assert.strictEqual(reason, "unknown_host")
    )
  )
})
