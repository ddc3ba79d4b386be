/**
 * `loopi runs`: long work that was begun, and what became of it.
 */
import { Run, Runs } from "@loopi/core"
import { DateTime, Effect, Schema } from "effect"
import { Command, Flag } from "effect/cli"
import { anyGoalFlag, findGoalIfNamed } from "../arguments/goalArgument.ts"
import { goalTitles } from "../output/goalTitles.ts"
import { show } from "../output/output.ts"
import { renderRuns } from "../render/run.ts"
import { numberFlag } from "../arguments/numberFlag.ts"
import { json } from "../root.ts"
import { learner, withLoopi } from "../session.ts"
import { cancel, retry } from "./runs/decide.ts"
import { display } from "./runs/show.ts"
import { watch } from "./runs/watch.ts"

const limit = numberFlag("limit", "How many, the newest first", { least: 1, most: 1_000, otherwise: 20 }).pipe(
  Flag.withDefault(20)
)

export const runs = Command.make("runs", { goal: anyGoalFlag, limit, json }, ({ goal, json, limit }) =>
  withLoopi(
    Effect.gen(function* () {
      const found = yield* findGoalIfNamed(goal)
      const query = { limit, ...(found === undefined ? {} : { goalId: found.id }) }
      const list = yield* (yield* Runs).list(learner, query)
      const titleOf = yield* goalTitles
      const now = yield* DateTime.now
      yield* show(Schema.Array(Run), list, json, () => renderRuns(list, titleOf, now))
    })
  )
).pipe(
  Command.withDescription(
    "List runs: trees grown and cards written, step by step; a run that was cut short goes on whenever Loopi is open"
  ),
  Command.withExamples([
    { command: "loopi runs", description: "The newest first, with what to do about those that failed" },
    { command: "loopi runs --goal poetry --json", description: "Of one goal, for programs" }
  ]),
  Command.withSubcommands([display, watch, cancel, retry])
)
