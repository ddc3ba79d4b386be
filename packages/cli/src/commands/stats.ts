/**
 * `loopi stats`: how far the learner has come.
 */
import { Progress, ProgressReport } from "@loopi/core"
import { Effect } from "effect"
import { Command } from "effect/cli"
import { anyGoalArgument, findGoalIfNamed } from "../arguments/goalArgument.ts"
import { show } from "../output/output.ts"
import { gauge } from "../render/bars.ts"
import { renderForecast, renderRetention, renderStanding } from "../render/progress.ts"
import { cut } from "../render/text.ts"
import { json } from "../root.ts"
import { learner, withLoopi } from "../session.ts"

export const stats = Command.make("stats", { goal: anyGoalArgument, json }, ({ goal, json }) =>
  withLoopi(
    Effect.gen(function* () {
      const found = yield* findGoalIfNamed(goal)
      const progress = yield* Progress
      const report = yield* progress.stats(learner, found === undefined ? {} : { goalId: found.id })
      const days = yield* progress.history(learner, 30)
      yield* show(ProgressReport, report, json, () => [
        ...report.goals.map(
          (it) => `${gauge(it.mastery / 100, 20)} ${`${it.mastery}`.padStart(3)} %  ${cut(it.goal.title, 60)}`
        ),
        ...renderStanding(report),
        ...renderRetention(days),
        ...renderForecast(report)
      ])
    })
  )
).pipe(
  Command.withDescription("Show your progress"),
  Command.withExamples([
    { command: "loopi stats", description: "Of all goals" },
    { command: "loopi stats poetry --json", description: "Of one goal, for programs" }
  ])
)
