/**
 * How a run is named on the command line: by a part of its id, or as the last one.
 */
import { type Run, Runs } from "@loopi/core"
import { Effect } from "effect"
import { Argument, Flag } from "effect/cli"
import { CommandFailed, exitCodes } from "../failures/CommandFailed.ts"
import { learner } from "../session.ts"
import { meantBy } from "./shortId.ts"

const help = "A run: the end or the beginning of its id as `loopi runs` lists it, or `last`"

export const runArgument = Argument.String("run").pipe(Argument.withDescription(help))

export const runFlag = Flag.String("run").pipe(Flag.withMetavar("RUN"), Flag.withDescription(help), Flag.optional)

/** The run that is meant. */
export const findRun = Effect.fnUntraced(function* (name: string) {
  const matches = yield* matching(name)
  const [match] = matches
  if (match === undefined) {
    return yield* CommandFailed.make({
      code: "run_not_found",
      exit: exitCodes.notFound,
      reason: name.trim() === last ? "there is no run yet" : `you have no run "${name.trim()}"`,
      whatToDo: name.trim() === last ? "Begin one with `loopi generate`" : "See yours with `loopi runs`"
    })
  }
  return matches.length === 1 ? match : yield* ambiguous(matches)
})

const last = "last"

const matching = Effect.fnUntraced(function* (name: string) {
  const runs = yield* Runs
  if (name.trim() === last) return yield* runs.list(learner, { limit: 1 })
  return meantBy(name, yield* runs.list(learner, {}))
})

const ambiguous = (runs: ReadonlyArray<Run>) =>
  CommandFailed.make({
    code: "run_ambiguous",
    exit: exitCodes.usage,
    reason: `${runs.length} runs could be meant`,
    whatToDo: "Give more of its id as `loopi runs` lists it"
  })
