/**
 * `loopi health`: cards that are forgotten more often than they should be.
 */
import { CardHealth, HealthReport } from "@loopi/core"
import { Effect } from "effect"
import { Command } from "effect/cli"
import { anyGoalArgument, findGoalIfNamed } from "../arguments/goalArgument.ts"
import { show } from "../output/output.ts"
import { renderHealth } from "../render/health.ts"
import { json } from "../root.ts"
import { learner, withLoopi } from "../session.ts"

export const health = Command.make("health", { goal: anyGoalArgument, json }, ({ goal, json }) =>
  withLoopi(
    Effect.gen(function* () {
      const found = yield* findGoalIfNamed(goal)
      const report = yield* (yield* CardHealth).report(learner, found === undefined ? {} : { goalId: found.id })
      yield* show(HealthReport, report, json, renderHealth)
    })
  )
).pipe(
  Command.withDescription("Show cards you forget more often than predicted, by who wrote them, to have them rewritten"),
  Command.withExamples([
    { command: "loopi health", description: "Of all goals" },
    { command: "loopi health poetry --json", description: "Of one goal, for programs" }
  ])
)
