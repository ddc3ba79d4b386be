/**
 * The parts of the wire protocol that are pure: framing, scanning and the reading of LISTEN.
 */
import { assert, describe, it } from "@effect/vitest"
import { ClientFramer, type ClientMessage } from "../../src/embedded/wire/ClientFramer.ts"
import { Ask, farewell, frame, greet, query } from "../../src/embedded/wire/frames.ts"
import { channelOf, errorField, ReplyScanner } from "../../src/embedded/wire/ReplyScanner.ts"
import { Statements } from "../../src/embedded/wire/Statements.ts"
import { Subscriptions } from "../../src/embedded/wire/Subscriptions.ts"
import { startup } from "./wireClient.ts"

const pieces = (bytes: Buffer, size: number): Array<Buffer> =>
  Array.from({ length: Math.ceil(bytes.length / size) }, (_, index) => bytes.subarray(index * size, (index + 1) * size))

describe("ClientFramer", () => {
  const ssl = Buffer.from([0, 0, 0, 8, 4, 210, 22, 47])
  const stream = Buffer.concat([ssl, startup(), query("SELECT 1"), query("x".repeat(300)), frame(Ask.Sync)])
  const kinds = ["encryption", "startup", "Q13", "Q305", "S4"]

  it.each([1, 2, 3, 5, 7, 64, 1000])("finds the same messages in chunks of %i bytes", (size) => {
    const framer = new ClientFramer()
    const found: Array<ClientMessage> = []
    for (const piece of pieces(stream, size)) {
      framer.push(piece)
      for (let next = framer.shift(); next !== undefined; next = framer.shift()) found.push(next)
    }
    const names = found.map((message) =>
      message.kind === "typed" ? `${String.fromCharCode(message.type)}${message.bytes.length - 1}` : message.kind
    )
    assert.deepStrictEqual(names, kinds)
  })

  it("reads whom a CancelRequest is about", () => {
    const framer = new ClientFramer()
    framer.push(Buffer.from([0, 0, 0, 16, 4, 210, 22, 46, 0, 0, 0, 7, 0, 0, 1, 0]))
    assert.deepStrictEqual(framer.shift(), { kind: "cancel", pid: 7, secret: 256 })
  })

  it("refuses a length that cannot be true", () => {
    const framer = new ClientFramer(1000)
    framer.push(Buffer.concat([startup(), Buffer.from([0x51, 0x7f, 0xff, 0xff, 0xff])]))
    assert.strictEqual(framer.shift()?.kind, "startup")
    assert.throws(() => framer.shift(), RangeError)
  })
})

describe("ReplyScanner", () => {
  const notification = frame(0x41, Buffer.concat([Buffer.from([0, 0, 0, 42]), Buffer.from("news\0hello\0")]))
  const row = frame(0x44, "A row with an A and a Z in it")
  const fatal = frame(0x45, "SFEHLER\0VFATAL\0Mtoo late\0\0")
  const end = Buffer.concat([fatal, frame(0x5a, "T"), frame(0x47, "\0\0\0")])
  const answer = Buffer.concat([row, notification, row, notification, notification, end])

  it.each([1, 2, 3, 4, 5, 6, 11, 4096])("takes notifications out of chunks of %i bytes and nothing else", (size) => {
    const passed: Array<Buffer> = []
    const seen: Array<string> = []
    const scanner = new ReplyScanner({
      bytes: (part) => passed.push(Buffer.from(part)),
      notification: (frame) => seen.push(channelOf(frame)),
      ready: (status) => seen.push(status),
      copyIn: () => seen.push("copy"),
      error: (body) => seen.push(`${errorField(body, "V")}: ${errorField(body, "M")}`)
    })
    for (const piece of pieces(answer, size)) scanner.push(piece)
    assert.deepStrictEqual(seen, ["news", "news", "news", "FATAL: too late", "T", "copy"])
    assert.deepStrictEqual(Buffer.concat(passed), Buffer.concat([row, row, end]))
  })

  it("hands a notification over after what came before it", () => {
    const order: Array<string> = []
    const scanner = new ReplyScanner({
      bytes: (part) => order.push(`bytes ${part.length}`),
      notification: () => order.push("notification"),
      ready: () => {},
      copyIn: () => {},
      error: () => {}
    })
    scanner.push(Buffer.concat([row, notification, row]))
    assert.deepStrictEqual(order, [`bytes ${row.length}`, "notification", `bytes ${row.length}`])
  })
})

describe("Subscriptions", () => {
  it("folds names as Postgres does", () => {
    const subscriptions = new Subscriptions()
    sent(subscriptions, `LISTEN News; listen "Odd ""name""" `)
    assert.isTrue(subscriptions.has("news"))
    assert.isTrue(subscriptions.has(`Odd "name"`))
    assert.isFalse(subscriptions.has("News"))
  })

  it("keeps an UNLISTEN from the backend that others listen on", () => {
    const subscriptions = new Subscriptions()
    assert.strictEqual(sent(subscriptions, "LISTEN a"), "LISTEN a")
    assert.strictEqual(sent(subscriptions, "UNLISTEN a"), `UNLISTEN "nobody listens here"`)
    assert.isFalse(subscriptions.has("a"))
    sent(subscriptions, "LISTEN b")
    assert.strictEqual(sent(subscriptions, "unlisten *;"), `UNLISTEN "nobody listens here";`)
    assert.isFalse(subscriptions.has("b"))
  })

  it("leaves a statement alone that only mentions listening", () => {
    const sql = "SELECT 'unlisten a', listen b FROM t"
    assert.strictEqual(sent(new Subscriptions(), sql), sql)
  })

  it("rewrites a prepared UNLISTEN without touching its name and parameters", () => {
    const parse = frame(Ask.Parse, "name\0UNLISTEN a\0\0\x01\0\0\0\x17")
    const expected = frame(Ask.Parse, `name\0UNLISTEN "nobody listens here"\0\0\x01\0\0\0\x17`)
    assert.deepStrictEqual(new Subscriptions().read(Ask.Parse, parse), expected)
  })
})

describe("the other frames", () => {
  it("greets each session with a number and secret of its own", () => {
    const greeting = Buffer.concat([frame(0x52, "\0\0\0\0"), frame(0x4b, "12345678"), frame(0x5a, "I")])
    const expected = Buffer.concat([frame(0x52, "\0\0\0\0"), frame(0x4b, "\0\0\0\x03\0\0\0\x09"), frame(0x5a, "I")])
    assert.deepStrictEqual(greet(greeting, 3, 9), expected)
  })

  it("closes what a leaving session has prepared and not closed itself", () => {
    const statements = new Statements()
    for (const name of ["a", "b", ""]) statements.read(Ask.Parse, frame(Ask.Parse, `${name}\0SELECT 1\0\0\0`))
    statements.read(Ask.Close, frame(Ask.Close, "Sa\0"))
    assert.deepStrictEqual(Array.from(statements), ["b"])
    assert.include(farewell(statements).toString("latin1"), "Sb\0")
  })
})

/** What reaches the backend in place of a statement. */
const sent = (subscriptions: Subscriptions, sql: string): string =>
  subscriptions.read(Ask.Query, query(sql)).toString("utf8", 5).replace("\0", "")
