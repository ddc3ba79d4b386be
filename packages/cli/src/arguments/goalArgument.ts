/**
 * How a goal is named on the command line: by its number in `goal list`, its id, or a part of its title.
 */
import { type Goal, Goals } from "@loopi/core"
import { Effect, Option } from "effect"
import { Argument, Flag } from "effect/cli"
import { CommandFailed, exitCodes } from "../failures/CommandFailed.ts"
import { learner } from "../session.ts"

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
  const matches = exact === undefined ? all.filter((goal) => goal.title.toLowerCase().includes(wanted)) : [exact]
  const [match] = matches
  if (match === undefined || wanted === "") {
    return yield* CommandFailed.make({
      code: "goal_not_found",
      exit: exitCodes.notFound,
      reason: `you have no goal "${name.value.trim()}"`,
      whatToDo: "See yours with `loopi goal list`"
    })
  }
  return matches.length === 1 ? match : yield* ambiguous(matches)
})

/** The goal that is meant, if one is named at all. */
export const findGoalIfNamed = (name: Option.Option<string>) =>
  Option.isNone(name) ? Effect.undefined : findGoal(name)

const onlyGoal = Effect.fnUntraced(function* (all: ReadonlyArray<Goal>) {
  const current = all.filter((goal) => goal.status !== "archived")
  const [goal] = current
  if (goal === undefined) {
    return yield* CommandFailed.make({
      code: "goal_not_found",
      exit: exitCodes.notFound,
      reason: "you have no goal yet",
      whatToDo: "Start one with `loopi goal add TITLE --notes FILE`"
    })
  }
  return current.length === 1 ? goal : yield* ambiguous(current)
})

const ambiguous = (goals: ReadonlyArray<Goal>) =>
  CommandFailed.make({
    code: "goal_ambiguous",
    exit: exitCodes.usage,
    reason: `${goals.length} goals could be meant`,
    whatToDo: "Name one by its number in `loopi goal list`"
  })
