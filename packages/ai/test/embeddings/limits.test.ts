/**
 * Keeping to a provider's limits: measured on the wire, on a test clock where time alone is the question.
 */
import { assert, describe, it } from "@effect/vitest"
import { Duration, Effect, Fiber } from "effect"
import { TestClock } from "effect/testing"
import { makePace } from "../../src/embeddings/Pace.ts"
import { embedderOf, questions } from "./library.ts"
import type { Received } from "./ProviderServer.ts"

const gaps = (received: ReadonlyArray<Received>) => received.slice(1).map(({ at }, i) => at - (received[i]?.at ?? 0))

/** How much later than asked a busy machine wakes up. */
const lagOf = (duration: Duration.Input) =>
  Effect.gen(function* () {
    const start = performance.now()
    yield* Effect.sleep(duration)
    return performance.now() - start - Duration.toMillis(duration)
  })

describe("HttpEmbedder and limits", () => {
  it.live("waits as long as a 429 asks for, within a tenth, and then goes on", () =>
    Effect.gen(function* () {
      const embedder = yield* embedderOf("jina", {
        reply: (_, number) => (number === 1 ? { status: 429, headers: { "retry-after": "1" }, body: {} } : undefined)
      })
      yield* embedder.embed(["The first call takes longer"])
      const [lag] = yield* Effect.all([lagOf("1 second"), embedder.embed(["What is a cache?"])], {
        concurrency: 2
      })
      const [, gap = 0] = gaps(embedder.received)
      assert.isTrue(gap >= 990 && gap <= 1100 + 3 * lag, `waited ${gap} ms`)
    }).pipe(Effect.scoped)
  )

  it.live("pauses before a limit, so that it is never reached", () =>
    Effect.gen(function* () {
      const embedder = yield* embedderOf(
        "openai",
        {
          reply: (_, number) => ({
            headers: {
              "x-ratelimit-limit-requests": "10",
              "x-ratelimit-remaining-requests": number % 2 === 0 ? "1" : "0",
              "x-ratelimit-reset-requests": "4s"
            }
          })
        },
        { batch: 10, concurrency: 1 }
      )
      yield* embedder.embed(questions(40))
      const [first = 0, second = 0, third = 0] = gaps(embedder.received)
      // A tenth of the limit comes back in a tenth of the time.
      assert.isTrue(second >= 390 && second < 800, `waited ${second} ms`)
      assert.isTrue(first < second && third < second)
    }).pipe(Effect.scoped)
  )

  it.live("says when to come again where that takes longer than anybody waits, and asks nobody until then", () =>
    Effect.gen(function* () {
      const embedder = yield* embedderOf("jina", {
        reply: () => ({ status: 429, headers: { "retry-after": "60" }, body: {} })
      })
      for (const text of ["What is a cache?", "What is a tree?"]) {
        const failure = yield* Effect.flip(embedder.embed([text]))
        assert.deepInclude(failure, { reason: "rate_limited", retryable: true })
        assert.isTrue((failure.retryAfterMs ?? 0) > 59_000 && (failure.retryAfterMs ?? 0) <= 60_000)
      }
      assert.lengthOf(embedder.received, 1)
    }).pipe(Effect.scoped)
  )

  it.live("sends no more texts in a call and no more calls at once than it may", () =>
    Effect.gen(function* () {
      const embedder = yield* embedderOf("jina", {
        reply: () => ({ after: new Promise((resolve) => setImmediate(resolve)) })
      })
      yield* Effect.all([embedder.embed(questions(200)), embedder.embed(["a", "b", "c"])], { concurrency: 2 })
      assert.isTrue(embedder.received.every(({ input }) => input.length <= 32))
      assert.strictEqual(embedder.load.most, 2)
    }).pipe(Effect.scoped)
  )

  it.live("does not ask again for a minute after it was refused for good", () =>
    Effect.gen(function* () {
      const embedder = yield* embedderOf("jina", { reply: () => ({ status: 401, body: {} }) })
      for (const text of questions(10)) {
        assert.strictEqual((yield* Effect.flip(embedder.embed([text]))).reason, "credentials_refused")
      }
      assert.lengthOf(embedder.received, 1)
    }).pipe(Effect.scoped)
  )
})

/** How long a turn for so many tokens takes after an answer with these headers. */
const waitAfter = Effect.fnUntraced(function* (headers: Record<string, string>, status: number, tokens: number) {
  const pace = makePace()
  yield* pace.hear(status, headers)
  const turn = yield* Effect.forkChild(pace.turn(tokens, 1e15), { startImmediately: true })
  for (let waited = 0; waited <= 600; waited++) {
    if (turn.pollUnsafe() !== undefined) return waited
    yield* TestClock.adjust("1 second")
  }
  yield* Fiber.interrupt(turn)
  return Infinity
})

const tokens = (remaining: number, reset: string) => ({
  "x-ratelimit-limit-tokens": "1000",
  "x-ratelimit-remaining-tokens": `${remaining}`,
  "x-ratelimit-reset-tokens": reset
})

const waits: ReadonlyArray<readonly [name: string, Record<string, string>, status: number, tokens: number, number]> = [
  ["nothing is said", {}, 200, 100, 0],
  ["there is enough left", tokens(200, "1m"), 200, 100, 0],
  ["half of what is used must come back", tokens(0, "1m"), 200, 500, 30],
  ["more is wanted than there ever is", tokens(0, "1m30.5s"), 200, 5000, 91],
  ["a gateway that does not count says -1", tokens(-1, "0"), 200, 100, 0],
  ["no call is left and the window ends", { "x-ratelimit-remaining": "0", "x-ratelimit-reset": "42" }, 200, 1, 42],
  [
    "the window ends at a second of the epoch",
    { "x-ratelimit-remaining": "0", "x-ratelimit-reset": "1000000060" },
    200,
    1,
    60
  ],
  ["a date is named", { "retry-after": "Sun, 09 Sep 2001 01:47:00 GMT" }, 503, 1, 20],
  ["milliseconds are named", { "retry-after-ms": "2500", "retry-after": "9" }, 429, 1, 3],
  ["a limit is reached and nothing is said", {}, 429, 1, 1],
  ["a limit is reached and its window is said", { "x-ratelimit-remaining": "0", "x-ratelimit-reset": "7" }, 429, 1, 7]
]

describe("Pace", () => {
  for (const [name, headers, status, need, expected] of waits) {
    it.effect(`waits ${expected} s where ${name}`, () =>
      Effect.gen(function* () {
        yield* TestClock.setTime(1_000_000_000_000)
        assert.strictEqual(yield* waitAfter(headers, status, need), expected)
      })
    )
  }
})
