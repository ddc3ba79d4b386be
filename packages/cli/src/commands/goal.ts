/**
 * `loopi goal`: start, list, show and archive goals.
 */
import { Goal, Goals, Progress, ProgressReport } from "@loopi/core"
import { Effect, Schema } from "effect"
import { Command } from "effect/cli"
import { findGoal, goalArgument } from "../arguments/goalArgument.ts"
import { show } from "../output/output.ts"
import { bold, count, dim, printable } from "../render/text.ts"
import { gauge } from "../render/bars.ts"
import { json } from "../root.ts"
import { learner, withLoopi } from "../session.ts"
import { add } from "./goal/add.ts"

const list = Command.make("list", { json }, ({ json }) =>
  withLoopi(
    Effect.gen(function* () {
      const goals = yield* (yield* Goals).list(learner)
      yield* show(Schema.Array(Goal), goals, json, () =>
        goals.length === 0
          ? [dim("No goals yet. Start one: loopi goal add TITLE --notes FILE")]
          : goals.map((goal, i) => `${`${i + 1}`.padStart(2)}  ${goal.status.padEnd(8)}  ${printable(goal.title)}`)
      )
    })
  )
).pipe(
  Command.withDescription("List your goals"),
  Command.withAlias("ls"),
  Command.withExamples([{ command: "loopi goal list --json", description: "For programs" }])
)

const display = Command.make("show", { goal: goalArgument, json }, ({ goal, json }) =>
  withLoopi(
    Effect.gen(function* () {
      const { id } = yield* findGoal(goal)
      const report = yield* (yield* Progress).stats(learner, { goalId: id })
      yield* show(ProgressReport, report, json, ({ goals }) =>
        goals.flatMap(({ cards, goal, mastery }) => [
          bold(printable(goal.title)),
          `${gauge(mastery / 100, 30)} ${mastery} % mastered`,
          `${count(cards.new, "new card")}, ${cards.learning + cards.relearning} in learning, ${cards.review} in review, ${cards.mastered} mastered`,
          dim(`${goal.status} · ${goal.id}`)
        ])
      )
    })
  )
).pipe(
  Command.withDescription("Show a goal"),
  Command.withExamples([{ command: "loopi goal show 1", description: "The first of `loopi goal list`" }])
)

const setStatus = (name: string, status: Goal["status"], description: string, said: string) =>
  Command.make(name, { goal: goalArgument, json }, ({ goal, json }) =>
    withLoopi(
      Effect.gen(function* () {
        const { id } = yield* findGoal(goal)
        const changed = yield* (yield* Goals).setStatus(learner, id, status)
        yield* show(Goal, changed, json, ({ title }) => [`${said} ${bold(printable(title))}`])
      })
    )
  ).pipe(
    Command.withDescription(description),
    Command.withExamples([{ command: `loopi goal ${name} poetry`, description: "By part of its title" }])
  )

export const goal = Command.make("goal").pipe(
  Command.withDescription("Your goals"),
  Command.withSubcommands([
    add,
    list,
    display,
    setStatus("archive", "archived", "Put a goal away; cards and history stay", "Archived"),
    setStatus("restore", "active", "Take an archived goal up again", "Restored")
  ])
)
