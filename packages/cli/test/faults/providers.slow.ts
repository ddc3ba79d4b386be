/**
 * Every dependency on a server, with every fault, one at a time: prints what learners met, and holds us to what we promise.
 */
// @effect-diagnostics asyncFunction:off
import type * as LanceDb from "@lancedb/lancedb"
import { assert, describe, it } from "@effect/vitest"
import { Effect } from "effect"
import { vi } from "vitest"
import { setLance } from "./harness/FaultyLance.ts"
import { hybridPlace } from "./harness/place.ts"
import { besides, isWell, round } from "./harness/round.ts"
import { keepsPromises, played, report, type Scenario } from "./harness/scenario.ts"
import { served } from "./harness/served.ts"

vi.mock("@lancedb/lancedb", async (importOriginal) => {
  const { spoiled } = await import("./harness/FaultyLance.ts")
  return spoiled(await importOriginal<typeof LanceDb>())
})

const wires = ["refuse", "reset", "hang", "drip", "garbage"] as const

describe("a server whose dependencies fail one at a time", () => {
  it.live(
    "keeps its promises without embeddings, without a model, and without LanceDB",
    () =>
      Effect.gen(function* () {
        const { embeddings, models, plan } = yield* hybridPlace
        const { ask, learner } = yield* served(plan)
        // A run asks a model for as long as it takes, and fails by itself.
        const grow = ask(`/api/goals/${learner.goalId}/skill-tree`, {})
        const scenarios: ReadonlyArray<Scenario> = [
          ...wires.map((fault) => ({
            name: `embeddings: ${fault}`,
            missing: "embeddings",
            begin: embeddings.set(fault),
            end: embeddings.set("pass")
          })),
          ...(["fail", "hang", "garbage"] as const).map((fault) => ({
            name: `LanceDB: ${fault}`,
            missing: "vectors, archive",
            begin: Effect.sync(() => setLance(fault)),
            end: Effect.sync(() => setLance("pass"))
          })),
          ...wires.map((fault) => ({
            name: `models: ${fault}`,
            missing: undefined,
            begin: Effect.andThen(models.set(fault), grow),
            end: models.set("pass")
          }))
        ]
        for (const scenario of scenarios) {
          const told = yield* played(ask, learner, scenario)
          process.stdout.write(`${report(told)}\n`)
          keepsPromises(told, scenario.missing)
          assert.isBelow(told.back, 20_000)
        }
      }).pipe(Effect.scoped),
    600_000
  )

  it.live(
    "says within five seconds that Postgres is away, and is back within five of its return",
    () =>
      Effect.gen(function* () {
        const { plan, postgres } = yield* hybridPlace
        const { ask, learner } = yield* served(plan)
        for (const fault of wires) {
          const told = yield* played(ask, learner, {
            name: `Postgres: ${fault}`,
            missing: "database",
            begin: postgres.set(fault),
            end: postgres.set("pass")
          })
          process.stdout.write(`${report(told)}\n`)
          for (const { answers, deed } of [...told.first, ...told.known]) {
            for (const answer of answers) {
              assert.isBelow(answer.took, 5_000, `${told.name}: ${deed}`)
              if (deed === "health") assert.strictEqual(answer.status, 200)
              else
                assert.deepStrictEqual(
                  [answer.status, answer.body["code"], answer.retryAfter !== null],
                  [503, "store_unavailable", true],
                  deed
                )
            }
          }
          assert.isBelow(told.back, 5_000)
          const after = yield* round(ask, learner, 3, besides)
          for (const { answers, deed } of after) assert.isTrue(answers.every(isWell), `${told.name}, after: ${deed}`)
        }
      }).pipe(Effect.scoped),
    600_000
  )
})
