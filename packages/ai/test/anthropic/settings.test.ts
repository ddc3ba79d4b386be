/**
 * What the environment says of the model, and what a learner's budget says to it.
 */
import { assert, describe, it } from "@effect/vitest"
import { BudgetExceeded, DistractorAuthor, FlashcardAuthor, ModelBudget } from "@loopi/core"
import { ConfigProvider, Duration, Effect, Layer, Redacted, Stream } from "effect"
import * as Anthropic from "../../src/anthropic/Anthropic.ts"
import { config, defaults, isNative, servesEverybody } from "../../src/anthropic/AnthropicSettings.ts"
import { assignmentFor, budget, factsOf, Remote, vault, world } from "./world.ts"

const reading = (env: Record<string, string>) =>
  Effect.provide(config, ConfigProvider.layer(ConfigProvider.fromUnknown(env)))

describe("settings", () => {
  it.effect("have good defaults, of which none is a key", () =>
    Effect.gen(function* () {
      const settings = yield* reading({})
      assert.deepInclude(settings, { ...defaults, apiKey: undefined, baseUrl: undefined, effort: undefined })
      assert.isFalse(servesEverybody(settings))
    })
  )

  it.effect("come from the environment", () =>
    Effect.gen(function* () {
      const settings = yield* reading({
        ANTHROPIC_API_KEY: "sk-ant-0123456789",
        LOOPI_MODEL: "claude-opus-5-5",
        LOOPI_EFFORT: "high",
        LOOPI_MAX_TOKENS: "4000",
        LOOPI_MODEL_TIMEOUT: "30 seconds",
        LOOPI_MODEL_PATIENCE: "5 seconds",
        LOOPI_MODEL_RETRIES: "1",
        LOOPI_STRUCTURED_OUTPUT: "prompt"
      })
      assert.strictEqual(settings.apiKey && Redacted.value(settings.apiKey), "sk-ant-0123456789")
      assert.notInclude(JSON.stringify(settings), "sk-ant")
      assert.deepInclude(settings, { model: "claude-opus-5-5", effort: "high", maxTokens: 4_000, retries: 1 })
      assert.strictEqual(Duration.toSeconds(settings.timeout), 30)
      assert.isFalse(isNative(settings))
    })
  )

  it.effect("are refused where they make no sense", () =>
    Effect.gen(function* () {
      for (const env of [
        { ANTHROPIC_BASE_URL: "localhost" },
        { LOOPI_EFFORT: "utmost" },
        { LOOPI_MAX_TOKENS: "many" },
        { LOOPI_MAX_TOKENS: "0" },
        { LOOPI_MODEL_RETRIES: "-1" },
        { LOOPI_STRUCTURED_OUTPUT: "yes" }
      ]) {
        assert.strictEqual((yield* Effect.flip(reading(env)))._tag, "ConfigError")
      }
    })
  )

  it("trust Anthropic's own server alone to hold a model to a schema", () => {
    for (const [baseUrl, native] of [
      [undefined, true],
      ["https://api.anthropic.com/", true],
      ["https://anthropic.com.example.org", false],
      ["https://notanthropic.com", false],
      ["http://localhost:11434", false]
    ] as const) {
      assert.strictEqual(isNative({ ...defaults, baseUrl }), native, baseUrl)
    }
  })

  it.live("of a server of one's own are an address, with or without a slash", () =>
    Effect.gen(function* () {
      const remote = yield* Remote
      for (const slash of ["", "/", "/v2/"]) {
        const env = ConfigProvider.layer(ConfigProvider.fromUnknown({ ANTHROPIC_BASE_URL: `${remote.url}${slash}` }))
        const authors = Anthropic.layerConfig.pipe(Layer.provide(Layer.mergeAll(budget, vault, env)))
        const planning = Effect.flatMap(FlashcardAuthor, (author) => author.plan(assignmentFor()))
        yield* Effect.provide(planning, authors, { local: true })
      }
      assert.deepStrictEqual(
        remote.seen.map(({ path }) => path),
        ["/v1/messages", "/v1/messages", "/v2/v1/messages"]
      )
    }).pipe(Effect.provide(Remote.layer, { local: true }))
  )
})

it.live("beyond the budget nobody is asked", () => {
  const refused = BudgetExceeded.make({ limit: "calls_per_day", cap: 10, resetsAt: null })
  const broke = Layer.succeed(ModelBudget, ModelBudget.of({ metered: () => Effect.fail(refused) }))
  return Effect.gen(function* () {
    const remote = yield* Remote
    const authors = Anthropic.layer({ ...defaults, baseUrl: remote.url }).pipe(
      Layer.provide(Layer.mergeAll(broke, vault))
    )
    const assignment = assignmentFor()
    const asking = Effect.gen(function* () {
      const cards = yield* FlashcardAuthor
      const sides = [{ question: "What?", answer: "That" }]
      return [
        yield* Effect.flip(cards.plan(assignment)),
        yield* Effect.flip(Stream.runDrain(cards.write(assignment, factsOf(assignment)))),
        yield* Effect.flip((yield* DistractorAuthor).write(assignment, sides))
      ]
    })
    for (const error of yield* Effect.provide(asking, authors, { local: true })) assert.deepStrictEqual(error, refused)
    assert.strictEqual(remote.seen.length, 0)
  }).pipe(Effect.provide(world(), { local: true }))
})
