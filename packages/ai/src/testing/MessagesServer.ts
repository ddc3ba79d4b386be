/**
 * A server on this machine that speaks the wire format of the Messages API: for tests that leave the SDK as it is and
 * change its base URL. Says what it is told to say, as badly as it is told to, and counts.
 */
import { Effect, type Scope } from "effect"
import {
  createServer,
  type IncomingHttpHeaders,
  type IncomingMessage,
  type Server,
  type ServerResponse
} from "node:http"
import { type ModelRequest, plausible } from "./plausible.ts"
import { type Delivery, eventsOf, type Part, type Plain, type Reply, type TokensTold } from "./replies.ts"

/** A request as it came in. */
export interface Seen {
  readonly path: string
  readonly headers: IncomingHttpHeaders
  /** The body to the letter. */
  readonly raw: string
  readonly body: ModelRequest
  /** When it came, in milliseconds of the process. */
  readonly at: number
  /** Whether whoever asked went away before the reply was there. */
  left: boolean
}

/** Everything that was asked and told. `inputTokens` counts what was read from a cache, too. */
export interface Counts {
  readonly calls: number
  readonly inputTokens: number
  readonly outputTokens: number
}

export interface MessagesServer {
  readonly url: string
  readonly seen: ReadonlyArray<Seen>
  readonly counts: () => Counts
  /** From now on these, the last of them for good; or what the function says to the request and its number, from 1. */
  readonly say: (...replies: readonly [Answer] | ReadonlyArray<Reply>) => void
}

export type Answer = (request: Seen, n: number) => Reply

/** Starts a server that answers like a model, until told otherwise. On any free port, unless one is named. */
export const start = (port = 0, first: Answer = plausibly): Effect.Effect<MessagesServer, never, Scope.Scope> =>
  Effect.map(
    Effect.acquireRelease(
      Effect.callback<Listening>((resume) => {
        const listening = listen(first)
        listening.server.listen(port, "127.0.0.1", () => resume(Effect.succeed(listening)))
      }),
      ({ server }) =>
        Effect.callback<void>((resume) => {
          server.closeAllConnections()
          server.close(() => resume(Effect.void))
        })
    ),
    ({ server, ...rest }) => {
      const address = server.address()
      const at = address === null || typeof address === "string" ? port : address.port
      return { ...rest, url: `http://127.0.0.1:${at}` }
    }
  )

interface Listening extends Omit<MessagesServer, "url"> {
  readonly server: Server
}

const listen = (first: Answer): Listening => {
  const seen: Array<Seen> = []
  const told: Array<TokensTold> = []
  let answer = first

  const serve = (request: IncomingMessage, response: ServerResponse, raw: string): void => {
    if (request.url === "/counts") return void response.end(JSON.stringify(countsOf(seen, told)))
    if (request.url === "/seen") return void response.end(JSON.stringify(seen))
    const { headers, url = "" } = request
    const asked: Seen = { path: url, headers, raw, body: JSON.parse(raw), at: performance.now(), left: false }
    const n = seen.push(asked)
    response.on("close", () => {
      asked.left = !response.writableFinished
    })
    const reply = answer(asked, n)
    const tell = (tokens: TokensTold) => {
      told[n] = tokens
    }
    const partsOf = () => ("status" in reply ? plainly(reply) : eventsOf(reply, asked.body.model, n))
    setTimeout(() => {
      response.writeHead("status" in reply ? reply.status : 200, headersOf(reply, n))
      deliver(response, partsOf(), reply, tell)
    }, reply.delayMs ?? 0).unref()
  }

  return {
    server: createServer((request, response) => {
      const chunks: Array<Buffer> = []
      request.on("data", (chunk: Buffer) => void chunks.push(chunk))
      request.on("end", () => serve(request, response, Buffer.concat(chunks).toString()))
    }),
    seen,
    counts: () => countsOf(seen, told),
    say: (...replies) => {
      answer = answerFrom(replies, seen.length)
    }
  }
}

/** What a diligent model would answer. */
export const plausibly: Answer = ({ body }) => ({ text: plausible(body) })

const answerFrom = (replies: readonly [Answer] | ReadonlyArray<Reply>, before: number): Answer => {
  const [first] = replies
  if (typeof first === "function") return first
  const list = replies.filter((reply) => typeof reply !== "function")
  return (_, n) => list[n - 1 - before] ?? list.at(-1) ?? { status: 500, body: "" }
}

const headersOf = (reply: Reply, n: number): Record<string, string> => {
  const type = "status" in reply ? "application/json" : "text/event-stream"
  return { "content-type": type, "request-id": `req_${n}`, ...("status" in reply ? reply.headers : {}) }
}

const plainly = ({ body }: Plain): ReadonlyArray<Part> => [
  { bytes: Buffer.from(typeof body === "string" ? body : JSON.stringify(body)) }
]

/** Sends as much as is to get there, and counts the tokens that were told by then. */
const deliver = (
  response: ServerResponse,
  parts: ReadonlyArray<Part>,
  { cutAfter, dripMs, hangAfter }: Delivery,
  tell: (tokens: TokensTold) => void
): void => {
  const most = cutAfter ?? hangAfter ?? Number.POSITIVE_INFINITY
  let sent = 0
  for (const { bytes, told } of parts) {
    sent += bytes.length
    if (sent <= most && told !== undefined) tell(told)
  }
  const body = Buffer.concat(parts.map(({ bytes }) => bytes)).subarray(0, Math.min(most, sent))
  if (dripMs !== undefined) return drip(response, body, dripMs)
  if (cutAfter === undefined && hangAfter === undefined) return void response.end(body)
  // Nothing is sent by writing nothing: the headers have to go first.
  response.flushHeaders()
  const sentAll = () => (cutAfter === undefined ? undefined : response.socket?.destroy())
  if (body.length === 0) sentAll()
  else response.write(body, sentAll)
}

const drip = (response: ServerResponse, body: Buffer, everyMs: number): void => {
  let sent = 0
  const dripping = setInterval(() => {
    if (sent < body.length) response.write(body.subarray(sent, ++sent))
    else response.end()
  }, everyMs)
  response.on("close", () => clearInterval(dripping))
}

const countsOf = (seen: ReadonlyArray<Seen>, told: ReadonlyArray<TokensTold | undefined>): Counts => {
  const tokens = told.filter((it) => it !== undefined)
  const sum = (of: (it: TokensTold) => number) => tokens.reduce((total, it) => total + of(it), 0)
  return {
    calls: seen.length,
    inputTokens: sum(
      (it) => it.input_tokens + (it.cache_creation_input_tokens ?? 0) + (it.cache_read_input_tokens ?? 0)
    ),
    outputTokens: sum((it) => it.output_tokens)
  }
}
