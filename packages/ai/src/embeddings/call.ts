/**
 * One call of a provider: a JSON body there, a status with headers and text back. No cause leaves this file, since it
 * holds the request, and with it the key and what the learner wrote.
 */
import type { EmbedderFailed } from "@loopi/core"
import { type Duration, Effect, type Redacted, Stream } from "effect"
import { FetchHttpClient, type Headers, HttpClient, HttpClientRequest } from "effect/http"
import { failed } from "./failures.ts"

export interface Answer {
  readonly status: number
  readonly headers: Headers.Headers
  readonly text: string
}

export interface Endpoint {
  readonly url: string
  readonly apiKey?: Redacted.Redacted | undefined
  readonly timeout: Duration.Input
}

/** More than the vectors of the largest call take, so that no server can fill the memory. */
const longestAnswer = 16 * 1024 * 1024

export const callOver =
  (client: HttpClient.HttpClient, { apiKey, timeout, url }: Endpoint) =>
  (body: Readonly<Record<string, unknown>>): Effect.Effect<Answer, EmbedderFailed> => {
    const plain = HttpClientRequest.post(url, { acceptJson: true }).pipe(HttpClientRequest.bodyJsonUnsafe(body))
    const request = apiKey === undefined ? plain : HttpClientRequest.bearerToken(plain, apiKey)
    return client.execute(request).pipe(
      Effect.flatMap((response) =>
        Effect.map(readText(response.stream), (text) => ({
          status: response.status,
          headers: response.headers,
          text
        }))
      ),
      Effect.catchTag("HttpClientError", () => failed("unreachable")),
      Effect.timeoutOrElse({ duration: timeout, orElse: () => failed("timed_out") }),
      // Nobody is sent on to an address that no setting names, and no provider is told what this machine traces.
      Effect.provideService(FetchHttpClient.RequestInit, { redirect: "manual" }),
      Effect.provideService(HttpClient.TracerPropagationEnabled, false)
    )
  }

const readText = <E>(stream: Stream.Stream<Uint8Array, E>): Effect.Effect<string, E | EmbedderFailed> =>
  stream.pipe(
    Stream.runFoldEffect(
      (): { readonly parts: Array<Uint8Array>; bytes: number } => ({ parts: [], bytes: 0 }),
      (read, part) => {
        read.bytes += part.length
        read.parts.push(part)
        return read.bytes > longestAnswer ? Effect.fail(failed("malformed")) : Effect.succeed(read)
      }
    ),
    Effect.map(({ parts }) => Buffer.concat(parts).toString("utf8"))
  )
