/**
 * What is no request, or far too large a one: the server says so, or hangs up, and goes on.
 */
import { existsSync } from "node:fs"
import { connect } from "node:net"
import { assert, it } from "@effect/vitest"
import { Effect, Option, Random, Schedule } from "effect"
import { asks, besieged, descriptorsOf, rssOf, token } from "./besieged.ts"

const wellFormed = [
  "GET /api/goals HTTP/1.1\r\nHost: localhost\r\n\r\n",
  "POST /api/goals HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n{}",
  "POST /api/goals HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n",
  "OPTIONS * HTTP/1.1\r\nHost: localhost\r\n\r\n"
] as const

const oddities = [
  "GET / HTTP/9.9\r\n\r\n",
  "GET /%00%ff HTTP/1.1\r\nHost: localhost\r\n\r\n",
  "GET http://[::1 HTTP/1.1\r\nHost: localhost\r\n\r\n",
  "POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
  "POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: -1\r\n\r\n",
  "POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 99999999999999999999\r\n\r\n",
  "POST / HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\nfffffffffffffffff\r\n",
  "GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n",
  "CONNECT localhost:22 HTTP/1.1\r\nHost: localhost\r\n\r\n",
  "GET / HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n",
  "GET / HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\nUpgrade: h2c\r\nContent-Length: 3\r\n\r\nabc",
  "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
  "\u0016\u0003\u0001\u0002\u0000\u0001",
  "\r\n\r\n\r\n\r\n",
  `GET /${"a".repeat(70_000)} HTTP/1.1\r\n\r\n`,
  `GET / HTTP/1.1\r\nHost: localhost\r\nExpect: 100-continue\r\nContent-Length: 4\r\n\r\n`,
  `GET / HTTP/1.1\r\n${"A: b\r\n".repeat(5_000)}\r\n`
] as const

/** Cuts, doubles, or scatters bytes over something that is right, or takes something odd as it is. */
const malformed = Effect.gen(function* () {
  if ((yield* Random.nextIntBetween(0, 2)) === 0) return Buffer.from(yield* pick(oddities), "latin1")
  const message = Buffer.from(yield* pick(wellFormed), "latin1")
  const kind = yield* Random.nextIntBetween(0, 2)
  if (kind === 0) return message.subarray(0, yield* Random.nextIntBetween(1, message.length))
  if (kind === 1) return Buffer.concat([message.subarray(yield* Random.nextIntBetween(1, message.length)), message])
  for (let i = 0; i < 5; i++) {
    message[yield* Random.nextIntBetween(0, message.length - 1)] = yield* Random.nextIntBetween(0, 255)
  }
  return message
})

const pick = <A>(choices: readonly [A, ...ReadonlyArray<A>]) =>
  Effect.map(Random.nextIntBetween(0, choices.length - 1), (i) => choices[i] ?? choices[0])

/** Sends it, reads for a while what comes back, and hangs up. */
const say = (port: number, message: Uint8Array, patience = 300) =>
  Effect.callback<string>((resume) => {
    let answer = ""
    const socket = connect({ port, host: "127.0.0.1" }, () => void socket.write(message))
    socket.setEncoding("latin1").setTimeout(patience, () => socket.destroy())
    socket.on("data", (text: string) => (answer += text))
    socket.on("error", () => undefined)
    socket.on("end", () => socket.end())
    socket.on("close", () => resume(Effect.succeed(answer)))
  })

it.live.skipIf(!existsSync("/proc/self/fd"))(
  "a thousand malformed messages leave the server alive, and without a descriptor more than before",
  () =>
    Effect.gen(function* () {
      const { pid, port } = yield* besieged()
      yield* asks(port)
      const before = descriptorsOf(pid)
      const messages = yield* Effect.replicateEffect(malformed, 1_000).pipe(Random.withSeed("garbage"))
      const answers = yield* Effect.forEach(messages, (message) => say(port, message), { concurrency: 20 })
      assert.deepStrictEqual(
        answers.filter((answer) => answer.startsWith("HTTP/1.1 5")),
        []
      )
      assert.isAbove(answers.filter((answer) => answer.startsWith("HTTP/1.1 4")).length, 300)
      assert.strictEqual((yield* asks(port)).status, 200)
      // Those that never ended are waited for, as everybody's are.
      const left = Effect.repeat(
        Effect.sync(() => descriptorsOf(pid)),
        { until: (count) => count <= before, schedule: Schedule.spaced("50 millis") }
      )
      assert.isTrue(Option.isSome(yield* Effect.timeoutOption(left, "20 seconds")), `${descriptorsOf(pid)} > ${before}`)
    }),
  60_000
)

const post = (headers: string) =>
  Buffer.from(
    `POST /api/goals HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer ${token}\r\n` +
      `Content-Type: application/json\r\n${headers}\r\n\r\n`
  )

it.live(
  "64 MB, 100,000 levels and a header of 20 kB are refused for what they are, and cost no memory",
  () =>
    Effect.gen(function* () {
      const { pid, port } = yield* besieged()
      yield* asks(port)
      const before = rssOf(pid)
      const megabytes = Buffer.alloc(64 * 1024 * 1024, 0x20)
      const announced = yield* say(port, Buffer.concat([post(`Content-Length: ${megabytes.length}`), megabytes]), 2_000)
      const chunked = Buffer.concat([
        post("Transfer-Encoding: chunked"),
        Buffer.from(`${megabytes.length.toString(16)}\r\n`),
        megabytes
      ])
      assert.match(announced, /^HTTP\/1\.1 413 /)
      assert.match(yield* say(port, chunked, 2_000), /^HTTP\/1\.1 413 /)
      const deep = Buffer.from("[".repeat(100_000))
      assert.match(yield* say(port, Buffer.concat([post(`Content-Length: ${deep.length}`), deep])), /^HTTP\/1\.1 422 /)
      const header = Buffer.from(`GET / HTTP/1.1\r\nHost: localhost\r\nX: ${"x".repeat(20_000)}\r\n\r\n`)
      assert.match(yield* say(port, header), /^HTTP\/1\.1 431 /)
      assert.strictEqual((yield* asks(port)).status, 200)
      assert.isBelow(rssOf(pid) - before, 40)
    }),
  60_000
)
