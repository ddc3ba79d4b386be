/**
 * What providers refuse, what becomes of it, and that neither keys nor texts come along.
 */
import { assert, describe, it } from "@effect/vitest"
import type { EmbeddingFailure } from "@loopi/core"
import { Effect, Inspectable } from "effect"
import { embedderOf } from "./library.ts"
import { key, type Provider, type Reply, unauthorized } from "./ProviderServer.ts"

const text = "What is the canary's secret?"

interface Case {
  readonly provider: Provider
  readonly reply: Reply
  readonly reason: EmbeddingFailure
  /** How often the provider is asked: once where it stays so. */
  readonly calls: number
}

const error = (code: string, type = code) => ({ error: { message: `no: ${text}`, type, code } })

const cases: Record<string, Case> = {
  "a key that Jina does not know": {
    provider: "jina",
    reply: unauthorized.jina,
    reason: "credentials_refused",
    calls: 1
  },
  "a key that OpenAI repeats": {
    provider: "openai",
    reply: unauthorized.openai,
    reason: "credentials_refused",
    calls: 1
  },
  "a key that Voyage does not know": {
    provider: "voyage",
    reply: unauthorized.voyage,
    reason: "credentials_refused",
    calls: 1
  },
  "an empty account with Jina": {
    provider: "jina",
    reply: { status: 403, body: { detail: "AUTHZ_INSUFFICIENT_BALANCE: please recharge" } },
    reason: "balance_exhausted",
    calls: 1
  },
  "an empty account with OpenAI, which calls it 429": {
    provider: "openai",
    reply: { status: 429, headers: { "retry-after": "1" }, body: error("insufficient_quota") },
    reason: "balance_exhausted",
    calls: 1
  },
  "a payment that is due": {
    provider: "voyage",
    reply: { status: 402, body: {} },
    reason: "balance_exhausted",
    calls: 1
  },
  "a key that may not use it": {
    provider: "jina",
    reply: { status: 403, body: {} },
    reason: "credentials_refused",
    calls: 1
  },
  "a model that Ollama has not got": {
    provider: "ollama",
    reply: { status: 404, body: { error: 'model "bge" not found, try pulling it first' } },
    reason: "model_unknown",
    calls: 1
  },
  "a model that does not embed": {
    provider: "ollama",
    reply: { status: 400, body: { error: "this model does not support embeddings" } },
    reason: "model_unknown",
    calls: 1
  },
  "a request that is not taken": {
    provider: "voyage",
    reply: { status: 400, body: { detail: `no: ${text} insufficient_quota model_not_found` } },
    reason: "request_refused",
    calls: 1
  },
  "a request sent elsewhere": {
    provider: "openai",
    reply: { status: 307, headers: { location: "http://127.0.0.1:9/elsewhere" }, body: "" },
    reason: "request_refused",
    calls: 1
  },
  "a limit of tokens that lasts a minute": {
    provider: "jina",
    reply: { status: 429, headers: { "retry-after": "60" }, body: { detail: "RATE_TOKEN_LIMIT_EXCEEDED" } },
    reason: "rate_limited",
    calls: 1
  },
  "a limit of calls at once": {
    provider: "jina",
    reply: { status: 429, headers: { "retry-after": "0" }, body: { detail: "RATE_CONCURRENCY_LIMIT_EXCEEDED" } },
    reason: "rate_limited",
    calls: 3
  },
  "too much work": { provider: "openai", reply: { status: 503, body: {} }, reason: "overloaded", calls: 3 },
  "an error of its own": {
    provider: "ollama",
    reply: { status: 500, body: { error: text } },
    reason: "overloaded",
    calls: 3
  },
  "a connection that breaks": { provider: "openai", reply: { cut: true }, reason: "unreachable", calls: 3 },
  "an answer that is not JSON": { provider: "jina", reply: { body: "<html>" }, reason: "malformed", calls: 3 },
  "an answer without vectors": { provider: "jina", reply: { body: { data: [] } }, reason: "malformed", calls: 3 },
  "a place that is taken twice": {
    provider: "openai",
    reply: { body: { data: [{ index: 1, embedding: [1] }] } },
    reason: "malformed",
    calls: 3
  },
  "numbers that are none": {
    provider: "openai",
    reply: { body: `{"data":[{"index":0,"embedding":[${Array.from({ length: 1024 }, () => "1e999").join()}]}]}` },
    reason: "malformed",
    calls: 3
  },
  "a vector without direction": {
    provider: "openai",
    reply: { body: { data: [{ index: 0, embedding: Array.from({ length: 1024 }, () => 0) }] } },
    reason: "malformed",
    calls: 1
  },
  "vectors of another length than before": {
    provider: "openai",
    reply: { body: { data: [{ index: 0, embedding: [1, 0] }] } },
    reason: "model_unknown",
    calls: 1
  }
}

const passing = new Set(["rate_limited", "overloaded", "unreachable", "malformed"])

describe("HttpEmbedder, refused", () => {
  for (const [name, { calls, provider, reason, reply }] of Object.entries(cases)) {
    it.live(`takes ${name} for ${reason}`, () =>
      Effect.gen(function* () {
        const embedder = yield* embedderOf(provider, { reply: () => reply })
        const failure = yield* Effect.flip(embedder.embed([text]))
        assert.deepInclude(failure, { _tag: "EmbedderFailed", reason, retryable: passing.has(reason) })
        assert.lengthOf(embedder.received, calls)
        const told = `${Inspectable.toStringUnknown(failure)} ${failure.message} ${failure.stack} ${JSON.stringify(failure)}`
        for (const secret of [key, text, "canary"]) assert.notInclude(told, secret)
      }).pipe(Effect.scoped)
    )
  }
})
