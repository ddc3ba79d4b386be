import { assert, describe, it } from "@effect/vitest"
import { EmailAddress, MailRequest, MailRequestId } from "@loopi/core"
import { DateTime, Option, Schema } from "effect"
import { networkOf } from "../../../src/domain/accounts/networkOf.ts"
import { nextTryOf } from "../../../src/domain/accounts/MailRequest.ts"
import { endOf, timesAt } from "../../../src/domain/accounts/Session.ts"
import { uuid } from "../../fixtures/schedules.ts"

const read = Schema.decodeUnknownOption(EmailAddress)

describe("EmailAddress", () => {
  it("is one however it was typed", () => {
    for (const typed of ["ada@example.org", " Ada@Example.ORG\n", "ADA@EXAMPLE.ORG"]) {
      assert.deepStrictEqual(read(typed), Option.some(EmailAddress.make("ada@example.org")))
    }
    for (const text of ["a+b.c-d_e@mail.example.co.uk", "jörg@example.de", "o'hara@example.org", "x@y.z"]) {
      assert.deepStrictEqual<unknown>(read(text), Option.some(text))
    }
  })

  it("is one whichever letters were at hand, and its domain is as the name system writes it", () => {
    const same = [
      "jörg@exämple.de",
      "jo\u0308rg@EXA\u0308MPLE.de",
      "jörg@xn--exmple-cua.de",
      "ｊörg＠exämple．ｄｅ",
      "jörg@exämple\u3002de"
    ]
    for (const typed of same) {
      assert.deepStrictEqual<unknown>(read(typed), Option.some("jörg@xn--exmple-cua.de"), typed)
    }
    for (const typed of ["ａｄａ@example.org", "ada@ｅｘａｍｐｌｅ.ｏｒｇ"]) {
      assert.deepStrictEqual<unknown>(read(typed), Option.some("ada@example.org"), typed)
    }
  })

  it("has one spelling: that of a spelling is itself", () => {
    for (const typed of ["İzmir@ŞEHİR.example", "ſtrasse@straße.de", "①@①.example", "ﬁ@ﬁ.example"]) {
      const once = Option.getOrThrow(read(typed))
      assert.deepStrictEqual(read(once), Option.some(once), typed)
    }
  })

  it("is nothing that a mail server would take for more or something else", () => {
    const wrong = [
      "ada",
      "@example.org",
      "ada@",
      "ada@localhost",
      "ada@example..org",
      "ada@.example.org",
      "ada@example.org.",
      "a b@example.org",
      "ada@example.org,eve@example.org",
      "ada@example.org;eve",
      "<ada@example.org>",
      "ada@example.org>\r\nBcc: eve@example.org",
      "ada@exa\u0000mple.org",
      "ada\u0007@example.org",
      "ada@exa\ud800mple.org",
      "eve(ada)@example.org",
      '"ada"@example.org',
      "ada@[127.0.0.1]",
      "ada@127.0.0.1",
      "ada@0x7f.1",
      "ada@example.org/x",
      "ada@example.org:25",
      "ada@-example.org",
      "ada@exam_ple.org",
      `${"a".repeat(65)}@example.org`,
      `a@${"b".repeat(250)}.org`
    ]
    for (const text of wrong) assert.deepStrictEqual(read(text), Option.none(), text)
  })

  it("is read in time, however long and odd", () => {
    for (const text of ["a".repeat(100_000), `a@${"a.".repeat(50_000)}`, `a@${"a".repeat(100_000)}`]) {
      assert.deepStrictEqual(read(text), Option.none())
    }
  })
})

describe("networkOf", () => {
  it("is an IPv4 address itself, also written as IPv6", () => {
    assert.strictEqual(networkOf("192.0.2.7"), "192.0.2.7")
    assert.strictEqual(networkOf("::ffff:192.0.2.7"), "192.0.2.7")
    assert.strictEqual(networkOf(" ::FFFF:192.0.2.7 "), "192.0.2.7")
  })

  it("is the same for all of an IPv6 network of 64 bits, however they are written", () => {
    for (const address of ["2001:db8:0:1::1", "2001:0DB8::1:ffff:ffff:ffff:ffff", "2001:db8:0:1:a:b:c:d%eth0"]) {
      assert.strictEqual(networkOf(address), "2001:db8:0:1::/64", address)
    }
    assert.strictEqual(networkOf("::1"), "0:0:0:0::/64")
    assert.notStrictEqual(networkOf("2001:db8:0:2::1"), networkOf("2001:db8:0:1::1"))
  })
})

describe("how long things last", () => {
  const now = DateTime.makeUnsafe("2026-01-01T12:00:00Z")

  it("lets no secret outlive its session", () => {
    const endsAt = endOf(now)
    assert.strictEqual(DateTime.formatIso(endsAt), "2026-06-30T12:00:00.000Z")
    const late = DateTime.subtract(endsAt, { minutes: 5 })
    assert.deepStrictEqual(timesAt(late, endsAt), {
      refreshedAt: late,
      accessExpiresAt: endsAt,
      refreshExpiresAt: endsAt
    })
    const { accessExpiresAt, refreshExpiresAt } = timesAt(now, endsAt)
    assert.strictEqual(DateTime.formatIso(accessExpiresAt), "2026-01-01T12:15:00.000Z")
    assert.strictEqual(DateTime.formatIso(refreshExpiresAt), "2026-01-31T12:00:00.000Z")
  })

  it("gives a mail up after five tries", () => {
    const about = { kind: "welcome", email: EmailAddress.make("ada@example.org"), created: true } as const
    const request = { id: MailRequestId.make(uuid(1)), ...about, requestedAt: now }
    const waits = [1, 2, 3, 4, 5].map((attempts) => nextTryOf(MailRequest.make({ ...request, attempts }), now))
    const minutes = waits.map((at) => at && (at.epochMilliseconds - now.epochMilliseconds) / 60_000)
    assert.deepStrictEqual(minutes, [1, 5, 30, 30, undefined])
  })
})
