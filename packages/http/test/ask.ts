/**
 * Asks the server over a socket of its own, byte by byte as told: no client library tidies up in between.
 */
import { Server } from "@loopi/http"
import { Effect, Schema } from "effect"
import { type IncomingHttpHeaders, request } from "node:http"
import { Me } from "./me.ts"

export interface Asked {
  readonly method?: string
  readonly body?: unknown
  /** Sent as it stands, instead of `body`. */
  readonly raw?: string | Uint8Array | ReadonlyArray<Uint8Array>
  readonly headers?: Record<string, string>
  /** Without the token that the learner would send. */
  readonly bare?: boolean
}

export interface Answered {
  readonly status: number
  readonly headers: IncomingHttpHeaders
  readonly text: string
  readonly json: Record<string, unknown>
}

/** A request in the learner's name, unless a header says otherwise. */
export const ask = Effect.fnUntraced(function* (path: string, asked: Asked = {}) {
  const address = yield* Server.address
  const token = asked.bare === true ? {} : { authorization: `Bearer ${yield* Me}` }
  const { headers, status, text } = yield* exchange(new URL(address), path, {
    ...asked,
    headers: { ...token, ...asked.headers }
  })
  return { status, headers, text, json: isObject(headers, text) ? parse(text) : {} }
})

export const post = (path: string, body: unknown) => ask(path, { method: "POST", body })

/** Like `ask`, for answers that are lists. */
export const list = Effect.fnUntraced(function* (path: string) {
  const { status, text } = yield* ask(path)
  return { status, items: yield* Effect.orDie(Schema.decodeEffect(Schema.fromJsonString(Schema.Array(Json)))(text)) }
})

/** Not lines of JSON, each of which is one. */
const isObject = (headers: IncomingHttpHeaders, text: string): boolean =>
  /[/+]json\b/.test(headers["content-type"] ?? "") && text.startsWith("{")

const Json = Schema.Record(Schema.String, Schema.Unknown)
const parse = Schema.decodeSync(Schema.fromJsonString(Json))

const exchange = (address: URL, path: string, { body, headers = {}, method = "GET", raw }: Asked) =>
  Effect.callback<Omit<Answered, "json">, Error>((resume) => {
    const payload = raw ?? (body === undefined ? undefined : JSON.stringify(body))
    const sent = request({
      hostname: address.hostname,
      port: address.port,
      agent: false,
      method,
      path,
      headers: {
        ...(payload !== undefined && { "content-type": "application/json" }),
        // Node sends the body of a DELETE without saying that there is one.
        ...(raw === undefined && typeof payload === "string" && { "content-length": `${Buffer.byteLength(payload)}` }),
        ...headers
      }
    })
    sent.on("error", (error) => resume(Effect.fail(error)))
    sent.on("response", (response) => {
      const chunks: Array<Buffer> = []
      response.on("data", (chunk: Buffer) => chunks.push(chunk))
      response.on("error", (error) => resume(Effect.fail(error)))
      response.on("end", () => {
        const text = Buffer.concat(chunks).toString("utf8")
        resume(Effect.succeed({ status: response.statusCode ?? 0, headers: response.headers, text }))
      })
    })
    // Chunks go out without a length, so that only counting tells how much there is.
    if (Array.isArray(payload)) for (const chunk of payload) sent.write(chunk)
    else if (typeof payload === "string" || payload instanceof Uint8Array) sent.write(payload)
    sent.end()
  })
