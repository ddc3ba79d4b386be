/**
 * A collector of OpenTelemetry on this machine, by real HTTP: it keeps what it is sent, as JSON.
 */
import { Context, Effect, Layer, Schema } from "effect"
import { createServer, type IncomingMessage, type Server } from "node:http"

const Value = Schema.Record(Schema.String, Schema.Unknown)
const Attributes = Schema.Array(Schema.Struct({ key: Schema.String, value: Value }))

const Span = Schema.Struct({
  traceId: Schema.String,
  spanId: Schema.String,
  parentSpanId: Schema.optionalKey(Schema.String),
  name: Schema.String,
  kind: Schema.Int,
  attributes: Attributes,
  events: Schema.Array(Value),
  links: Schema.Array(Schema.Struct({ traceId: Schema.String, spanId: Schema.String }))
})
export type Span = typeof Span.Type

const Traces = Schema.Struct({
  resourceSpans: Schema.Array(
    Schema.Struct({
      resource: Schema.Struct({ attributes: Attributes }),
      scopeSpans: Schema.Array(Schema.Struct({ spans: Schema.Array(Span) }))
    })
  )
})

/** One request, as it came. */
export interface Sent {
  readonly path: string
  readonly type: string | undefined
  readonly body: string
}

export class Collector extends Context.Service<
  Collector,
  {
    /** What the environment has to say for it to be found. */
    readonly env: Record<string, string>
    readonly spans: Effect.Effect<ReadonlyArray<Span>>
    /** Waits until the spans that have come hold what is looked for. */
    readonly sees: <A>(look: (spans: ReadonlyArray<Span>) => A | undefined) => Effect.Effect<A>
    readonly sent: Effect.Effect<ReadonlyArray<Sent>>
    /** Waits until what has come holds what is looked for. */
    readonly receives: <A>(look: (sent: ReadonlyArray<Sent>) => A | undefined) => Effect.Effect<A>
  }
>()("@loopi/http/test/observability/Collector") {
  static readonly layer = Layer.effect(
    Collector,
    Effect.gen(function* () {
      const sent: Array<Sent> = []
      const waiting = new Set<() => void>()
      const server = yield* listening((request, body) => {
        sent.push({ path: request.url ?? "", type: request.headers["content-type"], body })
        for (const look of waiting) look()
      })
      const spans = () => sent.filter(({ path }) => path === "/v1/traces").flatMap(({ body }) => spansIn(body))
      const receives = <A>(look: (sent: ReadonlyArray<Sent>) => A | undefined) =>
        Effect.callback<A>((resume) => {
          const again = () => {
            const found = look(sent)
            if (found === undefined) return
            waiting.delete(again)
            resume(Effect.succeed(found))
          }
          waiting.add(again)
          again()
          return Effect.sync(() => waiting.delete(again))
        })

      return Collector.of({
        env: {
          OTEL_EXPORTER_OTLP_ENDPOINT: addressOf(server),
          OTEL_EXPORTER_OTLP_PROTOCOL: "http/json",
          OTEL_BSP_SCHEDULE_DELAY: "20",
          OTEL_BLRP_SCHEDULE_DELAY: "20",
          OTEL_METRIC_EXPORT_INTERVAL: "20"
        },
        spans: Effect.sync(spans),
        sees: (look) => receives(() => look(spans())),
        sent: Effect.succeed(sent),
        receives
      })
    })
  )
}

/** A server that takes everything. */
const listening = (take: (request: IncomingMessage, body: string) => void) =>
  Effect.acquireRelease(
    Effect.callback<Server>((resume) => {
      const server = createServer((request, response) => {
        const chunks: Array<Buffer> = []
        request.on("data", (chunk: Buffer) => chunks.push(chunk))
        request.on("end", () => {
          take(request, Buffer.concat(chunks).toString("utf8"))
          response.end("{}")
        })
      })
      server.listen(0, "127.0.0.1", () => resume(Effect.succeed(server)))
    }),
    (server) =>
      Effect.callback<void>((resume) => {
        server.closeAllConnections()
        server.close(() => resume(Effect.void))
      })
  )

const addressOf = (server: Server): string => {
  const address = server.address()
  return `http://127.0.0.1:${typeof address === "object" ? address?.port : 0}`
}

const decode = Schema.decodeUnknownSync(Schema.fromJsonString(Traces))

const spansIn = (body: string): ReadonlyArray<Span> =>
  decode(body).resourceSpans.flatMap(({ scopeSpans }) => scopeSpans.flatMap(({ spans }) => spans))

/** What a span says under a name. */
export const said = ({ attributes }: Pick<Span, "attributes">, name: string): unknown =>
  Object.values(attributes.find(({ key }) => key === name)?.value ?? {})[0]

/** A span, its parent, and so on. */
export const wayUp = (spans: ReadonlyArray<Span>, from: Span | undefined): ReadonlyArray<Span> => {
  const way: Array<Span> = []
  for (let span = from; span !== undefined;) {
    way.push(span)
    const { parentSpanId } = span
    span = spans.find(({ spanId }) => spanId === parentSpanId)
  }
  return way
}
