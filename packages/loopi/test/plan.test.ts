/**
 * Which composition the environment asks for, and what is refused.
 */
import { join } from "node:path"
import { assert, describe, it } from "@effect/vitest"
import { ConfigProvider, Effect, Redacted } from "effect"
import { AnthropicSettings } from "loopi"
import { describe as inWords } from "../src/composition/describe.ts"
import * as Plan from "../src/composition/Plan.ts"

const planned = (env: Record<string, string>) =>
  Plan.fromConfig({ directory: "data" }).pipe(
    Effect.provideService(ConfigProvider.ConfigProvider, ConfigProvider.fromEnv({ env }))
  )

/** Who writes and who tells meanings where nothing is set. */
const assertOffline = (plan: Plan.Plan) => {
  assert.deepInclude(plan.model, AnthropicSettings.defaults)
  assert.isFalse(AnthropicSettings.servesEverybody({ ...AnthropicSettings.defaults, ...plan.model }))
  assert.deepStrictEqual(plan.embedding?.present, { embedder: "lexical" })
}

const DATABASE_URL = "postgres://ada:lovelace@db/loopi"

describe("the plan of a Loopi", () => {
  it.effect("is embedded where nothing is set up", () =>
    Effect.gen(function* () {
      const plan = yield* planned({ LOOPI_COMPOSITION: " ", LOOPI_STUDY: "" })
      assert.deepInclude(plan, Plan.embedded({ directory: "data" }))
      assertOffline(plan)
    })
  )

  it.effect("is hybrid where DATABASE_URL names a server", () =>
    Effect.gen(function* () {
      const plan = yield* planned({ DATABASE_URL, LOOPI_LANCEDB_URI: "/mnt/vectors", LOOPI_STUDY: "lancedb" })
      assert.strictEqual(plan.composition, "hybrid")
      assert.include(inWords(plan), "vectors, schedules and reviews in /mnt/vectors")
    })
  )

  it.effect("is what LOOPI_COMPOSITION says", () =>
    Effect.gen(function* () {
      assert.strictEqual((yield* planned({ DATABASE_URL, LOOPI_COMPOSITION: "postgres" })).composition, "postgres")
      assert.strictEqual((yield* planned({ DATABASE_URL, LOOPI_COMPOSITION: "embedded" })).composition, "embedded")
      const inMemory = yield* planned({ LOOPI_COMPOSITION: "memory" })
      assert.deepInclude(inMemory, Plan.memory)
      assertOffline(inMemory)
    })
  )

  it.effect("takes master keys along, and shows none of them", () =>
    Effect.gen(function* () {
      const LOOPI_MASTER_KEYS = " one:c2VjcmV0 "
      for (const env of [{}, { DATABASE_URL }, { DATABASE_URL, LOOPI_COMPOSITION: "postgres" }]) {
        const plan = yield* planned({ ...env, LOOPI_MASTER_KEYS })
        assert.notInclude(JSON.stringify(plan), "c2VjcmV0")
        const keys = "masterKeys" in plan ? plan.masterKeys : undefined
        assert.deepStrictEqual(keys, Redacted.make(LOOPI_MASTER_KEYS))
        assert.notProperty(yield* planned({ ...env, LOOPI_MASTER_KEYS: " " }), "masterKeys")
      }
    })
  )

  it.effect("never says the password", () =>
    Effect.gen(function* () {
      for (const composition of ["hybrid", "postgres"]) {
        assert.notInclude(inWords(yield* planned({ DATABASE_URL, LOOPI_COMPOSITION: composition })), "lovelace")
      }
    })
  )

  it("says where things are", () => {
    assert.include(inWords(Plan.embedded({ directory: "data" })), join("data", "postgres"))
  })

  for (const [reason, env] of [
    ["no_database_url", { LOOPI_COMPOSITION: "hybrid" }],
    ["unknown_composition", { LOOPI_COMPOSITION: "Hybrid " }],
    ["unknown_study", { LOOPI_STUDY: "sqlite" }],
    ["study_needs_lancedb", { DATABASE_URL, LOOPI_COMPOSITION: "postgres", LOOPI_STUDY: "lancedb" }],
    ["lancedb_not_a_directory", { DATABASE_URL, LOOPI_LANCEDB_URI: "s3://bucket/loopi" }]
  ] as const) {
    it.effect(`is refused with ${reason}`, () =>
      Effect.gen(function* () {
        const refused = yield* Effect.flip(planned(env))
        assert.strictEqual(refused._tag === "CompositionRefused" ? refused.reason : refused._tag, reason)
      })
    )
  }
})
