/**
 * How a model is asked: streaming, within time, within budget, and no longer than somebody listens.
 */
import { assert, describe, it } from "@effect/vitest"
import { DistractorAuthor, FlashcardAuthor } from "@loopi/core"
import { Duration, Effect, Fiber, Option, Result, Stream } from "effect"
import type { AnthropicSettings } from "../../src/anthropic/AnthropicSettings.ts"
import { eventsOf, problem, type Reply } from "../../src/testing/replies.ts"
import { aCard, assignmentFor, cardText, factsOf, impatient, Ledger, Remote, world } from "./world.ts"

const inWorld = <A, E>(
  effect: Effect.Effect<A, E, FlashcardAuthor | DistractorAuthor | Remote | Ledger>,
  settings: Partial<AnthropicSettings> = {}
) => effect.pipe(impatient([]), Effect.provide(world(settings), { local: true }))

const good = cardText([aCard(1), aCard(2)])

const writing = Stream.unwrap(
  Effect.map(FlashcardAuthor, (author) => {
    const assignment = assignmentFor()
    return author.write(assignment, factsOf(assignment))
  })
)

/** Bytes of a reply up to and with its event number `events`. */
const bytesOf = (reply: { readonly text: string }, events: number): number =>
  eventsOf(reply, "claude-sonnet-5-5", 1)
    .slice(0, events)
    .reduce((sum, { bytes }) => sum + bytes.length, 0)

/** Waits until it holds, by letting others work. */
const eventually = (holds: () => boolean) =>
  Effect.promise(() => new Promise<void>((resolve) => setImmediate(resolve))).pipe(
    Effect.repeat({ until: () => holds() })
  )

describe("a reply", () => {
  it.live("gives each card as soon as its closing brace is there", () =>
    inWorld(
      Effect.gen(function* () {
        const remote = yield* Remote
        remote.say({ text: good, hangAfter: bytesOf({ text: good }, 9) })
        const [first] = yield* writing.pipe(Stream.take(1), Stream.runCollect)
        assert.strictEqual(first?.fact, 0)
        yield* eventually(() => remote.seen[0]?.left ?? false)
      })
    )
  )

  it.live("is cancelled when nobody listens any more: the server sees the connection close", () =>
    inWorld(
      Effect.gen(function* () {
        const remote = yield* Remote
        for (const stalled of [{ delayMs: 60_000 }, { hangAfter: 0 }, { hangAfter: 400 }]) {
          remote.say({ text: good, ...stalled })
          const before = remote.seen.length
          const fiber = yield* Effect.forkChild(Stream.runDrain(writing))
          yield* eventually(() => remote.seen.length > before)
          assert.isFalse(remote.seen[before]?.left)
          yield* Fiber.interrupt(fiber)
          yield* eventually(() => remote.seen[before]?.left ?? false)
        }
        const { calls } = yield* Ledger
        assert.deepStrictEqual(
          calls.map(({ outcome }) => outcome),
          ["failed", "failed", "failed"]
        )
      })
    )
  )

  for (const [when, hangAfter, delayMs] of [
    ["before the headers", undefined, 60_000],
    ["after the headers", 0, 0],
    ["in the middle", 500, 0]
  ] as const) {
    it.live(`that falls silent ${when} is given up`, () =>
      Effect.gen(function* () {
        const remote = yield* Remote
        remote.say({ text: good, delayMs, ...(hangAfter === undefined ? {} : { hangAfter }) })
        const result = yield* Effect.result(Stream.runDrain(writing))
        assert.isTrue(Result.isFailure(result))
        assert.deepInclude(Option.getOrThrow(Result.getFailure(result)), { reason: "timed_out", retryable: true })
      }).pipe(Effect.provide(world({ timeout: Duration.millis(150), retries: 0 }), { local: true }))
    )
  }

  it.live("that drips is given up, though it is never silent", () =>
    Effect.gen(function* () {
      const remote = yield* Remote
      remote.say({ text: good, dripMs: 20 })
      const error = yield* Effect.flip(Stream.runDrain(writing))
      assert.deepInclude(error, { reason: "timed_out", retryable: true })
      yield* eventually(() => remote.seen.at(-1)?.left ?? false)
    }).pipe(Effect.provide(world({ timeout: Duration.millis(150), maxTokens: 1, retries: 0 }), { local: true }))
  )

  it.live("of a server that is not there is out of reach", () =>
    inWorld(
      Effect.gen(function* () {
        const error = yield* Effect.flip(Stream.runDrain(writing))
        assert.deepInclude(error, { reason: "unreachable", retryable: true })
        const { calls } = yield* Ledger
        assert.deepStrictEqual(
          calls.map(({ usage }) => usage),
          [undefined, undefined, undefined, undefined]
        )
      }),
      { baseUrl: "http://127.0.0.1:9" }
    )
  )

  it.live("to somebody who wants all at once may begin anew after elements came", () =>
    inWorld(
      Effect.gen(function* () {
        const remote = yield* Remote
        const author = yield* DistractorAuthor
        const text = JSON.stringify({ options: [{ card: 1, wrong: ["a", "b", "c"] }] })
        remote.say({ text, error: { type: "overloaded_error" } }, { text })
        const options = yield* author.write(assignmentFor(), [{ question: "Who?", answer: "Ada" }])
        assert.deepStrictEqual([options, remote.seen.length], [[["a", "b", "c"]], 2])
      })
    )
  )
})

describe("the budget", () => {
  it.live("agrees with the server to the token, whatever happens to the replies", () =>
    inWorld(
      Effect.gen(function* () {
        const remote = yield* Remote
        const usage = {
          input_tokens: 41,
          output_tokens: 77,
          cache_read_input_tokens: 900,
          cache_creation_input_tokens: 5
        }
        const broken: Reply = { text: "no JSON at all", usage }
        remote.say((_, n) => replies[(n - 1) % replies.length] ?? broken)
        const replies: ReadonlyArray<Reply> = [
          { text: good, usage },
          { text: good, usage, cutAfter: 0 },
          { text: good, usage, cutAfter: 150 },
          { text: good, usage, cutAfter: 450 },
          { text: good, usage, cutAfter: 900 },
          problem(529, "overloaded_error"),
          broken,
          { text: good, usage, error: { type: "overloaded_error" } },
          { text: "", usage, stop: "refusal" },
          problem(401, "authentication_error")
        ]
        yield* Effect.forEach(Array.from({ length: 40 }), () => Effect.ignore(Stream.runDrain(writing)), {
          concurrency: 4
        })
        const { calls } = yield* Ledger
        const counts = remote.counts()
        const sum = (of: (usage: { inputTokens: number; outputTokens: number }) => number) =>
          calls.reduce((total, call) => total + (call.usage === undefined ? 0 : of(call.usage)), 0)
        assert.isAtLeast(counts.calls, 60)
        assert.deepStrictEqual(
          { calls: calls.length, inputTokens: sum((it) => it.inputTokens), outputTokens: sum((it) => it.outputTokens) },
          counts
        )
      })
    )
  )

  it.live("reserves more than a call takes, and names purpose, model and prompt", () =>
    inWorld(
      Effect.gen(function* () {
        const remote = yield* Remote
        remote.say({ text: "no JSON" }, { text: good })
        yield* Stream.runDrain(writing)
        const { calls } = yield* Ledger
        assert.deepStrictEqual(
          calls.map(({ call }) => [call.purpose, call.promptVersion, call.model]),
          [
            ["write", "write-1", "claude-sonnet-5-5"],
            ["mend", "mend-1", "claude-sonnet-5-5"]
          ]
        )
        for (const [i, { call }] of calls.entries()) {
          assert.isAtLeast(call.most.inputTokens, (remote.seen[i]?.raw.length ?? 0) / 2)
          assert.strictEqual(call.most.outputTokens, 8_192)
        }
      })
    )
  )

  it.live("believes no count that is none", () =>
    inWorld(
      Effect.gen(function* () {
        const remote = yield* Remote
        for (const count of [-1, 1.5, 9e15, 1e300, "7"]) {
          const usage = { input_tokens: count, output_tokens: 1 }
          const body = `data: ${JSON.stringify({ type: "message_start", message: { usage } })}\n\n`
          remote.say({ status: 200, body })
          const error = yield* Effect.flip(Stream.runDrain(writing))
          assert.deepInclude(error, { reason: "malformed" })
        }
        const { calls } = yield* Ledger
        for (const { usage } of calls) assert.isUndefined(usage)
      })
    )
  )
})
