/**
 * How a run is named on the command line: by a part of its id, or as the last one.
 */
import { Runs } from "@loopi/core"
import { Effect } from "effect"
import { Argument, Flag } from "effect/cli"
import { CommandFailed, exitCodes } from "../failures/CommandFailed.ts"
import { learner } from "../session.ts"
import { onlyOne } from "./onlyOne.ts"
import { meantBy } from "./shortId.ts"

const help = "A run: the end or the beginning of its id as `loopi runs` lists it, or `last`"

export const runArgument = Argument.String("run").pipe(Argument.withDescription(help))

export const runFlag = Flag.String("run").pipe(Flag.withMetavar("RUN"), Flag.withDescription(help), Flag.optional)

/** The run that is meant. */
export const findRun = Effect.fnUntraced(function* (name: string) {
  const runs = yield* Runs
  const text = name.trim()
  if (text === last) return yield* onlyOne(yield* runs.list(learner, { limit: 1 }), noRunYet, ambiguous)
  return yield* onlyOne(meantBy(text, yield* runs.list(learner, {})), unknown(text), ambiguous)
})

const last = "last"

const noRunYet = CommandFailed.make({
  code: "run_not_found",
  exit: exitCodes.notFound,
  reason: "there is no run yet",
  whatToDo: "Begin one with `loopi generate`"
})

const unknown = (text: string) =>
  CommandFailed.make({
    code: "run_not_found",
    exit: exitCodes.notFound,
    reason: `you have no run "${text}"`,
    whatToDo: "See yours with `loopi runs`"
  })

const ambiguous = (howMany: number) =>
  CommandFailed.make({
    code: "run_ambiguous",
    exit: exitCodes.usage,
    reason: `${howMany} runs could be meant`,
    whatToDo: "Give more of its id as `loopi runs` lists it"
  })
