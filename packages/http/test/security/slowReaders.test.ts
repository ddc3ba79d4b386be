/**
 * Those who ask for much and read nothing of it.
 */
import { assert, it, layer } from "@effect/vitest"
import { Server } from "@loopi/http"
import { Effect } from "effect"
import { HttpServerResponse } from "effect/http"
import { connect } from "node:net"
import { asBytes } from "../../src/security/asBytes.ts"
import { InMemory, serve } from "../app.ts"
import { ask } from "../ask.ts"

const most = 10

layer(serve(InMemory, { server: { port: 0, maxConnections: most } }), { excludeTestServices: true })(
  "who does not read",
  (it) => {
    it.effect("gives way to the next who asks", () =>
      Effect.gen(function* () {
        const { port } = new URL(yield* Server.address)
        const takers = yield* Effect.forEach(
          Array.from({ length: most }, () => taking(Number(port))),
          (taker) => taker,
          { concurrency: "unbounded" }
        )
        for (let i = 0; i < most; i++) assert.strictEqual((yield* ask("/api/health")).status, 200)
        assert.isTrue(takers.every(({ destroyed }) => !destroyed))
      })
    )
  }
)

layer(serve(InMemory, { server: { port: 0, requestTimeout: "1 second" } }), { excludeTestServices: true })(
  "who takes nothing of an answer",
  (it) => {
    it.effect("is cut when the time is over in which a request has to arrive", () =>
      Effect.gen(function* () {
        const { port } = new URL(yield* Server.address)
        const taker = yield* taking(Number(port))
        const begun = performance.now()
        yield* Effect.callback<void>((resume) => {
          taker.once("close", () => resume(Effect.void))
          // What was cut is told to those who read on, or send.
          const asking = setInterval(() => taker.write("GET /docs HTTP/1.1\r\n"), 500)
          return Effect.sync(() => clearInterval(asking))
        })
        assert.isBelow(performance.now() - begun, 15_000)
      })
    )
  }
)

it("the bytes of a long answer that is made once are shared by all who read it", () => {
  const page = HttpServerResponse.text("é".repeat(100_000), { contentType: "text/html" })
  const [one, other] = [asBytes(page), asBytes(page)]
  assert.deepStrictEqual([one.headers["content-type"], one.headers["content-length"]], ["text/html", "200000"])
  assert.isTrue(one.body._tag === "Uint8Array" && one.body.text === undefined)
  assert.isTrue(one.body._tag === "Uint8Array" && other.body._tag === "Uint8Array" && one.body.body === other.body.body)
})

/** Asks for more than any network holds, and reads nothing; goes on when the answer has begun. */
const taking = (port: number) =>
  Effect.acquireRelease(
    Effect.callback<ReturnType<typeof connect>>((resume) => {
      const socket = connect({ port, host: "127.0.0.1" })
      socket.on("error", () => undefined).once("readable", () => resume(Effect.succeed(socket)))
      socket.write("GET /docs HTTP/1.1\r\nHost: localhost\r\n\r\n".repeat(8))
    }),
    (socket) => Effect.sync(() => socket.destroy())
  )
