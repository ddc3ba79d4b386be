/**
 * Row security is a wall of its own: every store keeps every promise with its own user filters taken out.
 */
import { StoresContract, fixtures } from "@loopi/core/testing"
import { assert, it } from "@effect/vitest"
import { Effect, Layer } from "effect"
import { SqlClient } from "effect/sql"
import { asLearner } from "../src/internal/asLearner.ts"
import { layer as filtersOff, opened } from "./filtersOff.ts"
import { withServer } from "./server.ts"
import { onServer, shared } from "./shared.ts"

withServer("every store without its user filters", () => {
  const stores = Layer.merge(shared(onServer), filtersOff)
  StoresContract.suite("Postgres server, user filters off", stores)

  it.layer(stores, { timeout: "60 seconds" })("a statement without its user filter", (it) => {
    it.effect("asks for somebody else's goals and gets one's own", () =>
      Effect.gen(function* () {
        const sql = yield* SqlClient.SqlClient
        const theirs = yield* fixtures.newGoal(yield* fixtures.newLearner)
        const mine = yield* fixtures.newGoal(yield* fixtures.newLearner)
        const found = yield* asLearner(
          sql,
          mine.userId
        )(sql<{ readonly id: string }>`SELECT id FROM goals WHERE user_id = ${theirs.userId}`)
        assert.deepStrictEqual(found, [{ id: mine.id }])
      })
    )

    it.effect("is what every contract above was played with", () =>
      Effect.sync(() => {
        const studied = [
          "goals",
          "skill_trees",
          "skill_nodes",
          "source_documents",
          "flashcards",
          "schedules",
          "reviews"
        ]
        const run = ["flashcard_revisions", "runs", "run_steps", "run_events", "model_calls", "budget_days"]
        for (const table of [...studied, ...run]) {
          const reading = [...opened].filter((text) => text.includes(`FROM ${table}`))
          assert.isNotEmpty(reading, table)
        }
        for (const verb of [
          "UPDATE goals",
          "UPDATE flashcards",
          "UPDATE schedules",
          "UPDATE runs",
          "UPDATE model_calls",
          "DELETE FROM schedules"
        ]) {
          assert.isTrue(
            [...opened].some((text) => text.includes(verb)),
            verb
          )
        }
        assert.isAbove(opened.size, 20)
      })
    )
  })
})
