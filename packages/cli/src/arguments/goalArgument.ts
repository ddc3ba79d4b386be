/**
 * How a goal is named on the command line: by its number in `goal list`, its id, or a part of its title.
 */
import { type Goal, Goals } from "@loopi/core"
import { Effect, Option } from "effect"
import { Argument, Flag } from "effect/cli"
import { CommandFailed, exitCodes } from "../failures/CommandFailed.ts"
import { learner } from "../session.ts"
import { onlyOne } from "./onlyOne.ts"

const help = "A goal: its number in `loopi goal list`, its id, or part of its title"

const argument = (otherwise: string) =>
  Argument.String("goal").pipe(Argument.withDescription(`${help}; without it, ${otherwise}`), Argument.optional)

const flag = (otherwise: string) =>
  Flag.String("goal").pipe(
    Flag.withAlias("g"),
    Flag.withDescription(`${help}; without it, ${otherwise}`),
    Flag.optional
  )

export const goalArgument = argument("your only goal")
export const goalFlag = flag("your only goal")

/** For what looks at all goals where none is named. */
export const anyGoalArgument = argument("all goals")
export const anyGoalFlag = flag("all goals")

/** The goal that is meant. */
export const findGoal = Effect.fnUntraced(function* (name: Option.Option<string>) {
  const goals = yield* Goals
  const all = yield* goals.list(learner)
  if (Option.isNone(name)) return yield* onlyGoal(all)

  const wanted = name.value.trim().toLowerCase()
  const byNumber = /^\d{1,3}$/.test(wanted) ? all[Number(wanted) - 1] : undefined
  const exact = byNumber ?? all.find((goal) => goal.id === wanted)
  const byTitle = all.filter((goal) => wanted !== "" && goal.title.toLowerCase().includes(wanted))
  return yield* onlyOne(exact === undefined ? byTitle : [exact], unknown(name.value), ambiguous)
})

/** The goal that is meant, if one is named at all. */
export const findGoalIfNamed = (name: Option.Option<string>) =>
  Option.isNone(name) ? Effect.undefined : findGoal(name)

const onlyGoal = (all: ReadonlyArray<Goal>) =>
  onlyOne(
    all.filter((goal) => goal.status !== "archived"),
    noGoalYet,
    ambiguous
  )

const noGoalYet = CommandFailed.make({
  code: "goal_not_found",
  exit: exitCodes.notFound,
  reason: "you have no goal yet",
  whatToDo: "Start one with `loopi goal add TITLE --notes FILE`"
})

const unknown = (name: string) =>
  CommandFailed.make({
    code: "goal_not_found",
    exit: exitCodes.notFound,
    reason: `you have no goal "${name.trim()}"`,
    whatToDo: "See yours with `loopi goal list`"
  })

const ambiguous = (howMany: number) =>
  CommandFailed.make({
    code: "goal_ambiguous",
    exit: exitCodes.usage,
    reason: `${howMany} goals could be meant`,
    whatToDo: "Name one by its number in `loopi goal list`"
  })
