/**
 * What was kept in a directory is there when the program starts again.
 */
import { GoalStore } from "@loopi/core"
import { fixtures } from "@loopi/core/testing"
import { Postgres } from "@loopi/postgres"
import { assert, it } from "@effect/vitest"
import { Effect } from "effect"
import { join } from "node:path"
import { newDirectory } from "./embedded/children.ts"

it.effect(
  "every store, kept in a directory, finds it again as it was",
  () =>
    Effect.gen(function* () {
      const directory = join(yield* newDirectory, "data")
      const start = Postgres.layerEmbedded({ directory })
      const goal = yield* Effect.flatMap(fixtures.newLearner, (learner) => fixtures.newGoal(learner)).pipe(
        Effect.provide(start, { local: true })
      )
      const kept = yield* GoalStore.use((goals) => goals.list(goal.userId)).pipe(Effect.provide(start, { local: true }))
      assert.deepStrictEqual(kept, [goal])
    }),
  60_000
)
