/**
 * The one place that makes requests to a model.
 */
import Anthropic from "@anthropic-ai/sdk"
import type { AuthorFailed } from "@loopi/core"
import { Clock, Duration, Effect, Redacted, Stream } from "effect"
import { type AnthropicSettings, baseUrlOf } from "./AnthropicSettings.ts"
import { type MessageEvent, messageEvents } from "./events.ts"
import { failed, fromSdk } from "./failures.ts"

export type MessageRequest = Anthropic.MessageCreateParamsStreaming

/** Sends a request, once, and tells what comes back as it comes. Left early, the request is cancelled. */
export type Send = (
  request: MessageRequest,
  key: Redacted.Redacted | undefined
) => Stream.Stream<MessageEvent, AuthorFailed>

export const makeSend =
  (settings: AnthropicSettings): Send =>
  (request, key) =>
    Stream.unwrap(
      Effect.map(respond(settings, request, key), (response) =>
        messageEvents({
          bytes: bytesOf(response, settings, request.max_tokens),
          maxTokens: request.max_tokens,
          requestId: response.headers.get("request-id")
        })
      )
    )

/** Tries, time-outs and logs are ours; what it may read from the environment is passed, so that it does not. */
const clientFor = (settings: AnthropicSettings, key: Redacted.Redacted | undefined): Anthropic =>
  new Anthropic({
    apiKey: key === undefined ? "none" : Redacted.value(key),
    // A server of one's own may want no key: then none is sent, instead of one looked for on this machine.
    ...(key === undefined ? { defaultHeaders: { authorization: null } } : {}),
    baseURL: baseUrlOf(settings),
    maxRetries: 0,
    timeout: Duration.toMillis(settings.timeout),
    logLevel: "off",
    openTelemetry: false,
    fetch: careful
  })

const respond = Effect.fnUntraced(function* (
  settings: AnthropicSettings,
  request: MessageRequest,
  key: Redacted.Redacted | undefined
) {
  const now = yield* Clock.currentTimeMillis
  return yield* Effect.tryPromise({
    try: (signal) => clientFor(settings, key).messages.create(request, { signal }).asResponse(),
    catch: (thrown) => fromSdk(thrown, now)
  })
})

/** The slowest model that is waited for, in milliseconds a token: one that drips would hold its learner's run for days. */
const slowest = 250

const bytesOf = (
  response: Response,
  { timeout }: AnthropicSettings,
  maxTokens: number
): Stream.Stream<Uint8Array, AuthorFailed> => {
  const about = { requestId: response.headers.get("request-id") }
  const { body } = response
  if (body === null) return Stream.fail(failed("malformed", about))
  return Stream.fromReadableStream<Uint8Array, AuthorFailed>({
    evaluate: () => body,
    onError: () => failed("cut_off", about)
  }).pipe(
    Stream.timeoutOrElse({ duration: timeout, orElse: () => Stream.fail(failed("timed_out", about)) }),
    Stream.interruptWhen(
      Effect.delay(failed("timed_out", about), Duration.sum(timeout, Duration.millis(maxTokens * slowest)))
    )
  )
}

/** The most that is read of a message about an error. */
const longestError = 65_536

/** Goes nowhere else than asked, since the request holds what a learner wrote, and reads bounded errors. */
const careful: typeof fetch = (url, init) =>
  fetch(url, { ...init, redirect: "error" }).then((response) =>
    response.ok || response.body === null
      ? response
      : new Response(response.body.pipeThrough(atMost(longestError)), response)
  )

const atMost = (bytes: number): TransformStream<Uint8Array, Uint8Array> => {
  let left = bytes
  return new TransformStream({
    transform: (chunk, controller) => {
      controller.enqueue(chunk.subarray(0, left))
      left -= chunk.length
      if (left <= 0) controller.terminate()
    }
  })
}
