/**
 * A collector may be down, slow, or answer nonsense: those who learn notice nothing, and memory does not grow.
 */
import { assert, it } from "@effect/vitest"
import { Telemetry } from "@loopi/http"
import { ConfigProvider, Effect, Exit, Layer, Option, Scope, Tracer } from "effect"
import { createServer, type Server, type Socket } from "node:net"
import { setFlagsFromString } from "node:v8"
import { runInNewContext } from "node:vm"
import { InMemory, serve } from "../app.ts"
import { ask } from "../ask.ts"

const faults = {
  "is down": Effect.succeed("http://127.0.0.1:1"),
  "takes what it is sent and says nothing": answering(() => undefined),
  "talks nonsense": answering((socket) => void socket.end("SSH-2.0-collector\r\n")),
  "hangs up": answering((socket) => void socket.destroy()),
  "never comes to an end": answering((socket) => {
    socket.write("HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n")
    const more = setInterval(() => socket.write("5\r\nhello\r\n"), 5)
    socket.once("close", () => clearInterval(more))
  }),
  refuses: answering((socket) => void socket.end("HTTP/1.1 400 Bad Request\r\ncontent-length: 0\r\n\r\n"))
}

for (const [fault, collector] of Object.entries(faults)) {
  it.live(`requests are answered as ever while the collector ${fault}, and so does the server end`, () =>
    Effect.gen(function* () {
      const scope = yield* Scope.make()
      const told = Layer.provide(Telemetry.layer, envOf(yield* collector))
      const server = yield* Layer.buildWithScope(Layer.provide(serve(InMemory), told), scope)
      const asking = Effect.forEach(Array.from({ length: 20 }), () => ask("/api/goals"))
      const answers = yield* asking.pipe(Effect.provideContext(server), Effect.timeoutOption("4 seconds"))
      assert.deepStrictEqual([...new Set(Option.getOrThrow(answers).map(({ status }) => status))], [200])
      const closed = yield* Effect.timeoutOption(Scope.close(scope, Exit.void), "4 seconds")
      assert.isTrue(Option.isSome(closed), "the server waits for the collector")
    }).pipe(Effect.scoped)
  )
}

for (const fault of ["is down", "takes what it is sent and says nothing"] as const) {
  it.live(`nothing piles up while the collector ${fault}`, () =>
    Effect.gen(function* () {
      const told = Layer.provide(Telemetry.layer, envOf(yield* faults[fault], 3_000))
      // As many spans as these take 100 MB where they are kept.
      assert.isBelow(yield* Effect.provide(growth, told), 40e6)
    }).pipe(Effect.scoped)
  )
}

it.live("an address that is none of the web is refused by the name of its setting", () =>
  Effect.gen(function* () {
    const refused = yield* Effect.flip(Layer.build(Layer.provide(Telemetry.layer, envOf("localhost:4318"))))
    assert.include(refused.message, "OTEL_EXPORTER_OTLP_ENDPOINT")
  }).pipe(Effect.scoped)
)

it.live("what piles up where spans are kept is seen", () =>
  Effect.gen(function* () {
    const kept: Array<Tracer.Span> = []
    const keeping = Tracer.make({
      span: (options) => {
        const span = new Tracer.NativeSpan(options)
        kept.push(span)
        return span
      }
    })
    assert.isAbove(yield* Effect.withTracer(growth, keeping), 80e6)
    assert.isAbove(kept.length, 0)
  })
)

function answering(answer: (socket: Socket) => void) {
  return Effect.acquireRelease(
    Effect.callback<{ readonly server: Server; readonly sockets: Set<Socket> }>((resume) => {
      const sockets = new Set<Socket>()
      const server = createServer((socket) => {
        sockets.add(socket)
        socket.on("error", () => undefined)
        socket.once("close", () => sockets.delete(socket))
        socket.once("data", () => answer(socket))
      })
      server.listen(0, "127.0.0.1", () => resume(Effect.succeed({ server, sockets })))
    }),
    ({ server, sockets }) =>
      Effect.sync(() => {
        server.close()
        for (const socket of sockets) socket.destroy()
      })
  ).pipe(
    Effect.map(({ server }) => {
      const address = server.address()
      return `http://127.0.0.1:${address !== null && typeof address === "object" ? address.port : 0}`
    })
  )
}

const envOf = (endpoint: string, patience = 300) =>
  ConfigProvider.layer(
    ConfigProvider.fromUnknown({
      OTEL_EXPORTER_OTLP_ENDPOINT: endpoint,
      OTEL_EXPORTER_OTLP_TIMEOUT: `${patience}`,
      OTEL_BSP_MAX_EXPORT_BATCH_SIZE: "200",
      OTEL_BSP_SCHEDULE_DELAY: "20"
    })
  )

/** By how much memory grows over many spans, each with something to keep. */
const growth = Effect.gen(function* () {
  const before = memory()
  for (let i = 0; i < 250; i++) {
    const spans = Array.from({ length: 200 }, (_, j) => span(Buffer.alloc(2_000, `${i}/${j} `).toString("latin1")))
    yield* Effect.all(spans, { discard: true })
    // So that whoever exports gets a turn.
    yield* Effect.promise(() => new Promise<void>((done) => setImmediate(done)))
  }
  return memory() - before
})

const span = (text: string) =>
  Effect.withSpan(Effect.void, "work", { root: true, kind: "server", attributes: { text } })

const memory = (): number => {
  setFlagsFromString("--expose-gc")
  runInNewContext("gc")()
  const { external, heapUsed } = process.memoryUsage()
  return heapUsed + external
}
