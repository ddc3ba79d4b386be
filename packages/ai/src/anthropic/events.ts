/**
 * The events of a Messages stream, as far as they matter to us, read from the bytes of its body.
 */
import type { AuthorFailed, AuthorFailure } from "@loopi/core"
import { Effect, Result, Schema, Stream } from "effect"
import { Sse } from "effect/encoding"
import { failed, fromProvider } from "./failures.ts"

/** No call takes more than this: a count beyond it would spend a learner's budget, or break the sums, for a day. */
const mostTokens = 1_000_000_000

const Count = Schema.Int.check(Schema.isBetween({ minimum: 0, maximum: mostTokens }))
const Counted = Schema.optionalKey(Schema.NullOr(Count))

/** What has been taken so far: each number that is told replaces the one before. */
export const Usage = Schema.Struct({
  input_tokens: Counted,
  cache_creation_input_tokens: Counted,
  cache_read_input_tokens: Counted,
  output_tokens: Counted
})
export type Usage = typeof Usage.Type

const UsageTold = Schema.optionalKey(Schema.NullOr(Usage))

const Started = Schema.Struct({
  type: Schema.Literal("message_start"),
  message: Schema.Struct({ usage: UsageTold })
})
const Wrote = Schema.Struct({
  type: Schema.Literal("content_block_delta"),
  delta: Schema.Struct({ type: Schema.Literal("text_delta"), text: Schema.String })
})
const Ending = Schema.Struct({
  type: Schema.Literal("message_delta"),
  delta: Schema.Struct({ stop_reason: Schema.optionalKey(Schema.NullOr(Schema.String)) }),
  usage: UsageTold
})
const Ended = Schema.Struct({ type: Schema.Literal("message_stop") })
const Failed = Schema.Struct({
  type: Schema.Literal("error"),
  error: Schema.Struct({
    type: Schema.String,
    message: Schema.optionalKey(Schema.String),
    details: Schema.optionalKey(Schema.NullOr(Schema.Struct({ error_code: Schema.optionalKey(Schema.String) })))
  })
})

const Known = Schema.Union([Started, Wrote, Ending, Ended])
export type MessageEvent = typeof Known.Type

/** Bytes beyond which nothing more is read: an answer of this many tokens, each in an event of its own. */
const bytesFor = (maxTokens: number): number => 2 * 1024 * 1024 + maxTokens * 512

const longestEvent = 2 * 1024 * 1024

export interface Body {
  readonly bytes: Stream.Stream<Uint8Array, AuthorFailed>
  readonly maxTokens: number
  readonly requestId: string | null
}

/** Fails where the server says that something went wrong, sends something else than events, or never stops. */
export const messageEvents = ({ bytes, maxTokens, requestId }: Body): Stream.Stream<MessageEvent, AuthorFailed> => {
  const about = { requestId }
  const read = makeReader(about)
  let left = bytesFor(maxTokens)
  return bytes.pipe(
    Stream.mapEffect((chunk) => {
      left -= chunk.length
      return left < 0 ? Effect.fail(failed("truncated", about)) : Effect.fromResult(read(chunk))
    }),
    Stream.takeUntil(({ events }) => events.some(({ type }) => type === "message_stop")),
    // What came before an error is used, and counted, before the error is told.
    Stream.flatMap(({ error, events }) =>
      Stream.concat(Stream.fromIterable(events), error === undefined ? Stream.empty : Stream.fail(error))
    )
  )
}

interface Read {
  readonly events: ReadonlyArray<MessageEvent>
  readonly error: AuthorFailed | undefined
}

const makeReader = (about: { readonly requestId: string | null }) => {
  const decoder = new TextDecoder()
  let waiting: Array<string> = []
  const parser = Sse.makeParser(
    (event) => {
      if (event._tag === "Event") waiting.push(event.data)
    },
    { maxEventSize: longestEvent }
  )
  return (chunk: Uint8Array): Result.Result<Read, AuthorFailed> => {
    const excess = parser.feed(decoder.decode(chunk, { stream: true }))
    if (excess !== undefined) return Result.fail(failed("truncated", about))
    const data = waiting
    waiting = []
    return Result.succeed(understood(data, about))
  }
}

const understood = (data: ReadonlyArray<string>, about: { readonly requestId: string | null }): Read => {
  const events: Array<MessageEvent> = []
  for (const text of data) {
    const event = decodeEvent(text)
    if (Result.isFailure(event)) return { events, error: failed("malformed", about) }
    if (event.success === undefined) continue
    if (event.success.type === "error") return { events, error: told(event.success, about) }
    events.push(event.success)
    // What it took is told along with why it stopped: so first the event, then the error.
    const reason = event.success.type === "message_delta" ? earlyStop(event.success.delta.stop_reason) : undefined
    if (reason !== undefined) return { events, error: failed(reason, about) }
  }
  return { events, error: undefined }
}

/** Why the model stopped before it was done; nothing where it was. */
const earlyStop = (stop: string | null | undefined): AuthorFailure | undefined =>
  stop === undefined || stop === null ? undefined : stops.has(stop) ? stops.get(stop) : "malformed"

const stops: ReadonlyMap<string, AuthorFailure | undefined> = new Map([
  ["end_turn", undefined],
  ["stop_sequence", undefined],
  ["refusal", "refused"],
  ["max_tokens", "truncated"],
  ["model_context_window_exceeded", "context_exceeded"]
])

const told = ({ error }: typeof Failed.Type, about: { readonly requestId: string | null }): AuthorFailed =>
  fromProvider({ ...about, type: error.type, message: error.message, code: error.details?.error_code })

const json = Schema.decodeUnknownResult(Schema.fromJsonString(Schema.Struct({ type: Schema.String })))
const known = Schema.decodeUnknownResult(Schema.fromJsonString(Schema.Union([Known, Failed])))

/** Nothing for events that are new to us, or about something else than text. */
const decodeEvent = (text: string): Result.Result<MessageEvent | typeof Failed.Type | undefined, "malformed"> => {
  const event = known(text)
  if (Result.isSuccess(event)) return Result.succeed(event.success)
  const type = json(text)
  if (Result.isFailure(type)) return Result.fail("malformed")
  return mustBeKnown.has(type.success.type) ? Result.fail("malformed") : Result.succeed(undefined)
}

const mustBeKnown: ReadonlySet<string> = new Set(["message_start", "message_delta", "error"])
