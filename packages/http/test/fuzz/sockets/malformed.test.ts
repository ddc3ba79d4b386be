/**
 * A thousand messages that are not HTTP: each is refused in our words or hung up on, and nothing is left behind.
 */
import { assert, layer } from "@effect/vitest"
import { AccountAuthentication, problemContentType, Server } from "@loopi/http"
import { Effect } from "effect"
import * as fc from "fast-check"
import { readdirSync } from "node:fs"
import { InMemory, serve } from "../../app.ts"
import { ask } from "../../ask.ts"
import { answersIn } from "./answersIn.ts"
import { type Message, messages } from "./messages.ts"
import { type Heard, say } from "./say.ts"

const Impatient = serve(InMemory, {
  authentication: AccountAuthentication.layer,
  server: { port: 0, headerTimeout: "1 second", requestTimeout: "1 second", idleTimeout: "1 second" }
})

const seed = 20_261_123

layer(Impatient, { excludeTestServices: true, timeout: "60 seconds" })("the server", (it) => {
  it.effect(
    "answers a thousand malformed messages with problems or hangs up, and keeps no descriptor",
    () =>
      Effect.gen(function* () {
        const address = new URL(yield* Server.address)
        yield* ask("/api/health", { bare: true })
        const before = descriptors()
        const drawn = fc.sample(messages, { numRuns: 1_000, seed })
        const heard = yield* Effect.forEach(drawn, (message) => say(address, message), { concurrency: 100 })
        drawn.forEach((message, i) => assertAnswered(message, heard[i] ?? { text: "", hungUp: false }))
        assert.strictEqual((yield* ask("/api/health", { bare: true })).status, 200)
        yield* Effect.repeat(Effect.yieldNow, { until: () => descriptors() <= before })
      }),
    60_000
  )
})

/** What is hidden in a message is never a request of its own: it would find nothing. */
const hiding = new Set<Message["family"]>(["smuggling", "two lengths"])

const descriptors = (): number => readdirSync("/proc/self/fd").length

const assertAnswered = ({ bytes, family }: Message, { hungUp, text }: Heard): void => {
  const about = `${family} ${JSON.stringify(bytes.slice(0, 300))} -> ${JSON.stringify(text.slice(0, 600))}`
  const { answers, rest } = answersIn(text)
  assert.strictEqual(rest, "", about)
  assert.isTrue(hungUp, about)
  for (const { body, headers, status } of answers) {
    assert.isBelow(status, 500, about)
    assert.isTrue(headers.has("x-request-id"), about)
    if (status >= 400) {
      assert.strictEqual(headers.get("content-type"), problemContentType, about)
      assert.strictEqual(JSON.parse(body).status, status, about)
    }
    if (hiding.has(family)) assert.notStrictEqual(status, 404, about)
  }
  if (family !== "pipelined") assert.isAtMost(answers.length, 1, about)
}
