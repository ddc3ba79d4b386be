/**
 * `loopi runs show`: what happened in a run, and what came of it.
 */
import { Generation, GenerationReport, Run, RunEvent } from "@loopi/core"
import { Effect, Schema } from "effect"
import { Command } from "effect/cli"
import { toldSoFar } from "../../output/following.ts"
import { goalTitles } from "../../output/goalTitles.ts"
import { show } from "../../output/output.ts"
import { renderRun } from "../../render/run.ts"
import { json } from "../../root.ts"
import { findRun, runArgument } from "../../arguments/runArgument.ts"
import { learner, withLoopi } from "../../session.ts"

const Shown = Schema.Struct({
  run: Run,
  events: Schema.Array(RunEvent),
  /** `null` where the run writes no cards. */
  report: Schema.NullOr(GenerationReport)
})

export const display = Command.make("show", { run: runArgument, json }, ({ json, run: name }) =>
  withLoopi(
    Effect.gen(function* () {
      const run = yield* findRun(name)
      const events = yield* toldSoFar(run)
      const writesCards = run.kind === "generation" && run.goalId !== null
      const report = writesCards ? yield* (yield* Generation).report(learner, run.id) : null
      const titleOf = yield* goalTitles
      yield* show(Shown, { run, events, report }, json, (shown) => renderRun(shown, titleOf(run)))
    })
  )
).pipe(
  Command.withDescription("Show what happened in a run, which cards were kept, and which rule left out the others"),
  Command.withExamples([
    { command: "loopi runs show last", description: "The newest" },
    { command: "loopi runs show 3f9c --json", description: "By a part of its id, for programs" }
  ])
)
