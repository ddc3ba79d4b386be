/**
 * Everything a provider can answer instead of cards: what the learner is told, and whether it is asked again.
 */
import { assert, describe, it } from "@effect/vitest"
import { AuthorFailed, type AuthorFailure, FlashcardAuthor } from "@loopi/core"
import { DateTime, Effect, Option, Result, Stream } from "effect"
import { eventsOf, problem, type Reply } from "../../src/testing/replies.ts"
import { aCard, assignmentFor, cardText, factsOf, impatient, Ledger, Remote, world } from "./world.ts"

const good: Reply = { text: cardText([aCard(1), aCard(2)]) }

const writing = Effect.gen(function* () {
  const author = yield* FlashcardAuthor
  const assignment = assignmentFor()
  return yield* Stream.runCollect(author.write(assignment, factsOf(assignment)))
})

/** What comes of these replies, in how many calls and after which waits. */
const playing = (...replies: ReadonlyArray<Reply>) =>
  Effect.gen(function* () {
    const remote = yield* Remote
    const waits: Array<number> = []
    remote.say(...replies)
    const result = yield* Effect.result(writing.pipe(impatient(waits)))
    const { calls } = yield* Ledger
    return { result, waits, calls: remote.seen.length, ledger: calls, counts: remote.counts() }
  }).pipe(Effect.provide(world(), { local: true }))

const assertFailed = (
  result: Result.Result<unknown, unknown>,
  reason: AuthorFailure,
  retryable: boolean
): AuthorFailed => {
  const failure = Option.getOrUndefined(Result.getFailure(result))
  if (!(failure instanceof AuthorFailed)) return assert.fail(`no AuthorFailed: ${JSON.stringify(result)}`)
  assert.deepStrictEqual([failure.reason, failure.retryable], [reason, retryable])
  return failure
}

/** Status and type of an error, and what it means. */
const final: ReadonlyArray<readonly [what: string, reply: Reply, reason: AuthorFailure]> = [
  ["400 invalid_request_error", problem(400, "invalid_request_error"), "request_refused"],
  [
    "400 prompt is too long",
    problem(400, "invalid_request_error", {}, { message: "prompt is too long: 250000 tokens > 200000 maximum" }),
    "context_exceeded"
  ],
  [
    "400 without credit",
    problem(400, "invalid_request_error", {}, { message: "Your credit balance is too low to access the API." }),
    "spend_limit_reached"
  ],
  ["401 authentication_error", problem(401, "authentication_error"), "credentials_refused"],
  ["402 billing_error", problem(402, "billing_error"), "spend_limit_reached"],
  ["403 permission_error", problem(403, "permission_error"), "credentials_refused"],
  ["404 not_found_error", problem(404, "not_found_error"), "request_refused"],
  ["413 request_too_large", problem(413, "request_too_large"), "context_exceeded"],
  ["422 without a word", { status: 422, body: "" }, "request_refused"],
  [
    "429 enforced_spend_limit_reached",
    problem(
      429,
      "rate_limit_error",
      { "retry-after": "1" },
      { details: { error_code: "enforced_spend_limit_reached" } }
    ),
    "spend_limit_reached"
  ],
  ["a redirection", { status: 307, headers: { location: "http://127.0.0.1:9/" }, body: "" }, "unreachable"],
  ["a refusal", { text: "", stop: "refusal" }, "refused"],
  ["an answer that is too long", { text: '{"cards": [{"fact": 1,', stop: "max_tokens" }, "truncated"],
  ["a full context", { text: "", stop: "model_context_window_exceeded" }, "context_exceeded"],
  ["a stop nobody knows", { text: "", stop: "tool_use" }, "malformed"],
  [
    "a page instead of events",
    { status: 200, headers: { "content-type": "text/html" }, body: "<html></html>" },
    "cut_off"
  ],
  ["events that are not JSON", { status: 200, body: "event: message_start\ndata: {nope\n\n" }, "malformed"],
  ["invalid_request_error in the stream", { text: "", error: { type: "invalid_request_error" } }, "request_refused"],
  [
    "a spend limit in the stream",
    { text: "", error: { type: "rate_limit_error", details: { error_code: "enforced_spend_limit_reached" } } },
    "spend_limit_reached"
  ]
]

/** What passes, and is worth another try. */
const passing: ReadonlyArray<readonly [what: string, reply: Reply, reason: AuthorFailure]> = [
  ["408", { status: 408, body: "" }, "timed_out"],
  ["409", problem(409, "conflict_error"), "overloaded"],
  ["429 rate_limit_error", problem(429, "rate_limit_error"), "rate_limited"],
  ["500 api_error", problem(500, "api_error"), "overloaded"],
  ["502 without JSON", { status: 502, body: "<html>Bad gateway</html>" }, "overloaded"],
  ["503", { status: 503, body: "" }, "overloaded"],
  ["504 timeout_error", problem(504, "timeout_error"), "timed_out"],
  ["529 overloaded_error", problem(529, "overloaded_error"), "overloaded"],
  ["overloaded_error in the stream", { text: "", error: { type: "overloaded_error" } }, "overloaded"],
  ["api_error in the stream", { text: '{"cards": [', error: { type: "api_error" } }, "overloaded"],
  ["a connection torn down before anything", { ...good, cutAfter: 0 }, "cut_off"],
  ["a connection torn down in the middle of JSON", { ...good, cutAfter: 700 }, "cut_off"]
]

const isFinal = (reason: AuthorFailure): boolean => !["unreachable", "cut_off"].includes(reason)

describe("errors of a provider", () => {
  for (const [what, reply, reason] of final.filter((row) => isFinal(row[2]))) {
    it.live(`tells of ${what} as ${reason}, and does not ask again`, () =>
      Effect.gen(function* () {
        const { calls, result, waits } = yield* playing(reply, good)
        assertFailed(result, reason, false)
        assert.deepStrictEqual([calls, waits], [1, []])
      })
    )
  }

  for (const [what, reply, reason] of [...passing, ...final.filter((row) => !isFinal(row[2]))]) {
    it.live(`asks again after ${what}, and tells of ${reason} after the fourth`, () =>
      Effect.gen(function* () {
        const recovered = yield* playing(reply, reply, good)
        assert.isTrue(recovered.result._tag === "Success" && recovered.result.success.length === 2)
        assert.strictEqual(recovered.calls, 3)
        const given = yield* playing(reply)
        assertFailed(given.result, reason, true)
        assert.strictEqual(given.calls, 4)
        const [first = 0, second = 0, third = 0] = given.waits
        assert.isTrue(500 <= first && first <= 1_000 && 1_000 <= second && second <= 2_000, given.waits.join(" "))
        assert.isTrue(2_000 <= third && third <= 4_000 && given.waits.length === 3)
      })
    )
  }

  it.live("names the request that failed", () =>
    Effect.gen(function* () {
      const { result } = yield* playing(problem(401, "authentication_error"))
      assert.strictEqual(assertFailed(result, "credentials_refused", false).requestId, "req_1")
      const refused = yield* playing({ text: "", stop: "refusal" })
      assert.strictEqual(assertFailed(refused.result, "refused", false).requestId, "req_1")
    })
  )
})

const asked = (headers: Record<string, string>) => problem(429, "rate_limit_error", headers)

describe("the wait a provider asks for", () => {
  for (const [headers, wait] of [
    [{ "retry-after": "7" }, 7_000],
    [{ "retry-after": "0" }, 0],
    [{ "retry-after-ms": "1250", "retry-after": "9" }, 1_250]
  ] as const) {
    it.live(`is kept to within 10 %: ${JSON.stringify(headers)}`, () =>
      Effect.gen(function* () {
        const { calls, result, waits } = yield* playing(asked(headers), good)
        assert.strictEqual(result._tag, "Success")
        assert.strictEqual(calls, 2)
        const [waited = -1] = waits
        assert.isTrue(wait <= waited && waited <= wait * 1.1, `${waited}`)
      })
    )
  }

  it.live("is kept to within 10 % when it is told as a date", () =>
    Effect.gen(function* () {
      const in30 = DateTime.add(yield* DateTime.now, { seconds: 30 })
      const date = DateTime.toDateUtc(in30).toUTCString()
      const { waits } = yield* playing(asked({ "retry-after": date }), good)
      const [waited = 0] = waits
      // The date has no fractions of a second, and starting the server takes a moment.
      assert.isTrue(25_000 <= waited && waited <= 33_000, `${waited}`)
    })
  )

  it.live("is told instead of waited for when it is longer than the author's patience", () =>
    Effect.gen(function* () {
      const { calls, result, waits } = yield* playing(asked({ "retry-after": "3600" }), good)
      const failure = assertFailed(result, "rate_limited", true)
      assert.strictEqual(failure.retryAfterMs, 3_600_000)
      assert.deepStrictEqual([calls, waits], [1, []])
    })
  )

  it.live("is guessed where nobody understands it", () =>
    Effect.gen(function* () {
      for (const header of ["soon", "-5", "1e99", "Infinity", ""]) {
        const { waits } = yield* playing(asked({ "retry-after": header }), good)
        assert.isTrue(waits.length === 1 && (waits[0] ?? 0) <= 1_000, `${header}: ${waits.join(" ")}`)
      }
    })
  )
})

/** Bytes of a reply up to its last three events. */
const bytesBefore = (text: string): number =>
  eventsOf({ text }, "claude-sonnet-5-5", 1)
    .slice(0, -3)
    .reduce((sum, { bytes }) => sum + bytes.length, 0)

describe("after cards were handed on", () => {
  const half = cardText([aCard(1), aCard(2)]).slice(0, -40)

  for (const [what, reply, reason] of [
    ["overloaded_error", { text: half, error: { type: "overloaded_error" } }, "overloaded"],
    ["a refusal", { text: half, stop: "refusal" }, "refused"],
    ["max_tokens", { text: half, stop: "max_tokens" }, "truncated"],
    ["a cut", { text: half, cutAfter: bytesBefore(half) }, "cut_off"]
  ] as const) {
    it.live(`${what} fails as ${reason}, without asking again: the cards before it stay`, () =>
      Effect.gen(function* () {
        const remote = yield* Remote
        remote.say(reply, good)
        const assignment = assignmentFor()
        const author = yield* FlashcardAuthor
        const kept: Array<number> = []
        const result = yield* author.write(assignment, factsOf(assignment)).pipe(
          Stream.runForEach(({ fact }) => Effect.sync(() => kept.push(fact))),
          Effect.result
        )
        assertFailed(result, reason, reason === "overloaded" || reason === "cut_off")
        assert.deepStrictEqual([kept, remote.seen.length], [[0], 1])
      }).pipe(Effect.provide(world(), { local: true }))
    )
  }
})
