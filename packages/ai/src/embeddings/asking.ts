/**
 * Asks a provider for the vectors of one batch: at its pace, a few calls at once, and again where that may help.
 */
import type { EmbedderFailed } from "@loopi/core"
import { Clock, Duration, Effect, Random, Result, Schema, Semaphore } from "effect"
import { HttpClient } from "effect/http"
import { breakerFor } from "./Breaker.ts"
import { type Answer, callOver } from "./call.ts"
import type { Dialect } from "./dialects/Dialect.ts"
import type { HttpEmbedderSettings } from "./EmbeddingSettings.ts"
import { failed } from "./failures.ts"
import { makePace } from "./Pace.ts"
import { refusalOf } from "./refusalOf.ts"
import { tokensOf } from "./texts.ts"

/** Numbers as the provider gives them, one list a text. */
export type Ask = (texts: ReadonlyArray<string>) => Effect.Effect<ReadonlyArray<ReadonlyArray<number>>, EmbedderFailed>

const triesAtMost = 3

export const asking = Effect.fnUntraced(function* (settings: HttpEmbedderSettings, dialect: Dialect, model: string) {
  const call = callOver(yield* HttpClient.HttpClient, {
    url: addressOf(settings.url ?? dialect.url, dialect),
    apiKey: settings.apiKey,
    timeout: settings.timeout ?? "30 seconds"
  })
  const turns = yield* Semaphore.make(settings.concurrency ?? dialect.concurrency)
  const pace = makePace()
  const breaker = breakerFor("1 minute")
  const patience = Duration.toMillis(settings.patience ?? "4 seconds")

  const once = Effect.fnUntraced(function* (texts: ReadonlyArray<string>, deadline: number) {
    yield* pace.turn(tokensOf(texts), deadline)
    const answer = yield* call(dialect.body(model, texts))
    const wait = yield* pace.hear(answer.status, answer.headers)
    return yield* Effect.fromResult(readBy(dialect, answer, texts.length, wait))
  })

  const trying = (texts: ReadonlyArray<string>, deadline: number, tries: number): ReturnType<Ask> =>
    breaker.guard(turns.withPermits(1)(breaker.guard(once(texts, deadline)))).pipe(
      Effect.catchIf(
        ({ retryable }) => retryable && tries < triesAtMost,
        Effect.fnUntraced(function* (failure: EmbedderFailed) {
          const wait = failure.retryAfterMs ?? 200 * 2 ** tries * (yield* Random.nextBetween(0.5, 1.5))
          if ((yield* Clock.currentTimeMillis) + wait > deadline) return yield* failure
          yield* Effect.sleep(wait)
          return yield* trying(texts, deadline, tries + 1)
        })
      )
    )

  const ask: Ask = (texts) => Effect.flatMap(Clock.currentTimeMillis, (now) => trying(texts, now + patience, 1))
  return ask
})

const readBy = (dialect: Dialect, { status, text }: Answer, count: number, wait: number | undefined) => {
  if (status < 200 || status > 299) {
    const reason = refusalOf(status, text)
    return Result.fail(failed(reason, reason === "rate_limited" || reason === "overloaded" ? wait : undefined))
  }
  return Result.filterOrFail(
    Result.flatMap(parsed(text), (answer) => dialect.vectorsOf(answer)),
    (vectors) => vectors.length === count,
    () => failed("malformed")
  )
}

const parse = Schema.decodeUnknownResult(Schema.fromJsonString(Schema.Unknown))

const parsed = (text: string) => Result.mapError(parse(text), () => failed("malformed"))

/** The address of a server alone is where such servers have their first version. */
const addressOf = (url: string, { path, provider }: Dialect): string => {
  const plain = url.replace(/\/+$/, "")
  return provider !== "ollama" && /^https?:\/\/[^/]+$/.test(plain) ? `${plain}/v1${path}` : `${plain}${path}`
}
