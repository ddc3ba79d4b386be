/**
 * Whose key pays, and what a request says besides the question.
 */
import { assert, it } from "@effect/vitest"
import { FlashcardAuthor, ProviderKeyVault, readSecret } from "@loopi/core"
import { TestMasterKeys } from "@loopi/core/testing"
import { Effect, Redacted, Result } from "effect"
import type { AnthropicSettings } from "../../src/anthropic/AnthropicSettings.ts"
import { assignmentFor, Remote, serverKey, world } from "./world.ts"

type World = FlashcardAuthor | Remote | ProviderKeyVault | TestMasterKeys

const inWorld = <A, E>(effect: Effect.Effect<A, E, World>, settings: Partial<AnthropicSettings> = {}) =>
  Effect.provide(effect, world(settings), { local: true })

const ownKey = "sk-ant-learner-canary-9876543210"

const planning = Effect.fnUntraced(function* (assignment = assignmentFor()) {
  const author = yield* FlashcardAuthor
  return yield* author.plan(assignment)
})

/** A learner with a key of their own. */
const keyed = Effect.gen(function* () {
  const { renew } = yield* TestMasterKeys
  yield* renew
  const assignment = assignmentFor()
  const vault = yield* ProviderKeyVault
  yield* vault.put(assignment.goal.userId, "anthropic", Result.getOrThrow(readSecret(Redacted.make(ownKey))))
  return assignment
})

it.live("a learner's own key is used before the server's, and nobody else's", () =>
  inWorld(
    Effect.gen(function* () {
      const remote = yield* Remote
      yield* planning(yield* keyed)
      yield* planning()
      assert.deepStrictEqual(
        remote.seen.map(({ headers }) => headers.authorization),
        [`Bearer ${ownKey}`, `Bearer ${serverKey}`]
      )
    })
  )
)

it.live("a key that cannot be opened is not replaced by the server's", () =>
  inWorld(
    Effect.gen(function* () {
      const remote = yield* Remote
      const assignment = yield* keyed
      const { renew, set } = yield* TestMasterKeys
      for (const change of [renew, set()]) {
        yield* change
        const error = yield* Effect.flip(planning(assignment))
        assert.deepInclude(error, { reason: "credentials_refused", retryable: false })
      }
      assert.strictEqual(remote.seen.length, 0)
    })
  )
)

it.live("a server of one's own needs no key, and is sent none", () =>
  inWorld(
    Effect.gen(function* () {
      const remote = yield* Remote
      yield* planning()
      assert.isUndefined(remote.seen[0]?.headers.authorization)
      assert.isUndefined(remote.seen[0]?.headers["x-api-key"])
    }),
    { apiKey: undefined }
  )
)

it.live("without a key and a server nobody is asked", () =>
  inWorld(
    Effect.gen(function* () {
      assert.deepInclude(yield* Effect.flip(planning()), { reason: "credentials_refused", retryable: false })
    }),
    { apiKey: undefined, baseUrl: undefined }
  )
)

it.live("the form of the answer is a schema for the server, or words for the model", () =>
  inWorld(
    Effect.gen(function* () {
      const remote = yield* Remote
      yield* planning()
      const { body } = remote.seen[0] ?? assert.fail("nothing was asked")
      assert.isUndefined(body.output_config?.format)
      assert.strictEqual(body.output_config?.effort, "low")
      assert.match(body.system ?? "", /JSON Schema:\n\{.*"facts"/)
    }),
    { structuredOutput: "auto", effort: "low", model: "llama" }
  )
)

it.live("a request holds the question, and nothing but", () =>
  inWorld(
    Effect.gen(function* () {
      const remote = yield* Remote
      yield* planning()
      const { body, path } = remote.seen[0] ?? assert.fail("nothing was asked")
      assert.strictEqual(path, "/v1/messages")
      assert.deepStrictEqual(Object.keys(body).toSorted(), [
        "max_tokens",
        "messages",
        "model",
        "output_config",
        "stream",
        "system"
      ])
      assert.strictEqual(body.messages.length, 1)
    })
  )
)
