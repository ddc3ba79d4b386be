/**
 * `loopi runs cancel` and `loopi runs retry`.
 */
import { Run, Runs } from "@loopi/core"
import { Effect } from "effect"
import { Command } from "effect/cli"
import { elseFail, followed, toldSoFar } from "../../output/following.ts"
import { say, show } from "../../output/output.ts"
import { eventLine } from "../../render/event.ts"
import { dim } from "../../render/text.ts"
import { json } from "../../root.ts"
import { findRun, runArgument } from "../../arguments/runArgument.ts"
import { learner, withLoopi } from "../../session.ts"
import { shortOf } from "../../arguments/shortId.ts"
import { withCost, writer } from "../../output/writer.ts"

export const cancel = Command.make("cancel", { run: runArgument, json }, ({ json, run: name }) =>
  withLoopi(
    Effect.gen(function* () {
      const { id } = yield* findRun(name)
      const run = yield* (yield* Runs).cancel(learner, id)
      yield* show(Run, run, json, () => [
        `Cancelled ${shortOf(id)}`,
        dim(`What it has brought about stays. Go on after all: loopi runs retry ${shortOf(id)}`)
      ])
    })
  )
).pipe(
  Command.withDescription("End a run that is not over; what it has brought about stays"),
  Command.withExamples([{ command: "loopi runs cancel last", description: "The newest" }])
)

export const retry = Command.make("retry", { run: runArgument, json }, ({ json, run: name }) =>
  withLoopi(
    Effect.gen(function* () {
      const { id } = yield* findRun(name)
      const before = (yield* toldSoFar({ id })).length
      const run = yield* (yield* Runs).retry(learner, id)
      const tell = followed(run, (event) => (json ? Effect.void : say(eventLine(event))), before)
      const { cost, result } = yield* withCost(yield* writer, tell)
      yield* show(Run, yield* elseFail(result), json, () => [cost])
    })
  )
).pipe(
  Command.withDescription("Go on with a run that failed or was cancelled, from the step that failed, and stay with it"),
  Command.withExamples([{ command: "loopi runs retry last", description: "The newest" }])
)
