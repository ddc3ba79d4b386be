/**
 * A server on loopback that speaks a provider's wire format: refuses what that provider refuses, counts, and remembers
 * what it was sent. Its vectors are lexical ones, so that they mean something.
 */
import { createServer, type IncomingMessage, type ServerResponse } from "node:http"
import { Lexical } from "@loopi/core"
import { Effect, Schema } from "effect"

export type Provider = "jina" | "openai" | "voyage" | "ollama"

export interface Reply {
  readonly status?: number
  readonly headers?: Readonly<Record<string, string>>
  /** Sent as JSON, unless it is text. */
  readonly body?: unknown
  /** The connection breaks instead. */
  readonly cut?: boolean
  /** No answer until this is kept. */
  readonly after?: Promise<unknown>
}

const Body = Schema.Struct({ input: Schema.Array(Schema.String) })

export interface Received {
  readonly path: string
  readonly headers: IncomingMessage["headers"]
  readonly body: Readonly<Record<string, unknown>>
  readonly input: ReadonlyArray<string>
  readonly at: number
}

export interface Options {
  readonly dimension?: number
  /** What to answer instead, or besides, to the request of this number, beginning with 0. */
  readonly reply?: (received: Received, number: number) => Reply | undefined
}

export const key = "sk-canary-6f1d0c"

export const startProvider = Effect.fnUntraced(function* (provider: Provider, options: Options = {}) {
  const received: Array<Received> = []
  const load = { now: 0, most: 0 }
  const server = createServer((request, response) => {
    load.most = Math.max(load.most, ++load.now)
    response.on("close", () => load.now--)
    const parts: Array<Uint8Array> = []
    request.on("data", (part: Uint8Array) => parts.push(part))
    request.on("end", () => {
      const body = JSON.parse(Buffer.concat(parts).toString("utf8"))
      const { input } = Schema.decodeUnknownSync(Body)(body)
      const one = { path: request.url ?? "", headers: request.headers, body, input, at: performance.now() }
      const reply = options.reply?.(one, received.length) ?? {}
      received.push(one)
      void Promise.resolve(reply.after).then(() => answer(response, provider, options, one, reply))
    })
  })
  yield* Effect.acquireRelease(
    Effect.callback<void>((resume) => {
      server.listen(0, "127.0.0.1", () => resume(Effect.void))
    }),
    () =>
      Effect.callback<void>((resume) => {
        server.close(() => resume(Effect.void))
        server.closeAllConnections()
      })
  )
  const address = server.address()
  const port = typeof address === "object" && address !== null ? address.port : 0
  return { url: `http://127.0.0.1:${port}`, received, load }
})

const answer = (
  response: ServerResponse,
  provider: Provider,
  options: Options,
  received: Received,
  { body, cut, headers, status }: Reply
): void => {
  if (cut === true) return void response.destroy()
  const refused = status === undefined ? refusalOf(provider, received) : undefined
  const sent = body ?? refused?.body ?? vectorsOf(provider, received.input, options.dimension ?? 1024)
  response.writeHead(status ?? refused?.status ?? 200, { "content-type": "application/json", ...headers })
  response.end(typeof sent === "string" ? sent : JSON.stringify(sent))
}

/** What the provider itself would say to a request that is not as it wants it. */
const refusalOf = (provider: Provider, { body, headers, input, path }: Received) => {
  const wanted = provider === "ollama" ? "/api/embed" : "/v1/embeddings"
  if (path !== wanted) return { status: 404, body: "404 page not found" }
  if (provider !== "ollama" && headers.authorization !== `Bearer ${key}`) return unauthorized[provider]
  if (typeof body["model"] !== "string" || input.length === 0 || input.includes("")) {
    return { status: 400, body: { detail: "input must not be empty" } }
  }
  return input.length > most[provider] ? { status: 400, body: { detail: "too many inputs" } } : undefined
}

const most = { jina: 2048, openai: 2048, voyage: 1000, ollama: 10_000 }

export const unauthorized = {
  jina: { status: 401, body: { detail: "AUTH_INVALID_API_KEY: the key is not valid" } },
  openai: {
    status: 401,
    body: {
      error: { message: `Incorrect API key provided: ${key}.`, type: "invalid_request_error", code: "invalid_api_key" }
    }
  },
  voyage: { status: 401, body: { detail: "Provided API key is invalid." } }
}

const vectorsOf = (provider: Provider, input: ReadonlyArray<string>, dimension: number) => {
  const vectors = input.map((text) => folded(Lexical.lexicalVector(text), dimension))
  if (provider === "ollama") return { model: "m", embeddings: vectors, total_duration: 1, prompt_eval_count: 1 }
  const data = vectors.map((embedding, index) => ({ object: "embedding", index, embedding }))
  // Nobody promises an order.
  return { object: "list", model: "m", data: data.toReversed(), usage: { total_tokens: 1, prompt_tokens: 1 } }
}

/** Twice as long as its direction needs: not every model normalises. */
const folded = (vector: Float32Array, dimension: number): ReadonlyArray<number> => {
  const numbers = Array.from({ length: dimension }, () => 0)
  vector.forEach((value, i) => {
    numbers[i % dimension] = (numbers[i % dimension] ?? 0) + 2 * value
  })
  return numbers
}
