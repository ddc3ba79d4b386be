/**
 * `loopi goal`: start, list, show and archive goals.
 */
import {
  Goal,
  type GoalTitle,
  Goals,
  GoalTitle as Title,
  Notes,
  Progress,
  ProgressReport,
  SkillTrees
} from "@loopi/core"
import { Console, Effect, Schema } from "effect"
import { Argument, Command, Flag } from "effect/cli"
import { findGoal, goalArgument } from "../goalArgument.ts"
import { readNoteIfNamed } from "../noteFile.ts"
import { say, show } from "../output.ts"
import { bold, count, dim, printable } from "../render/text.ts"
import { gauge } from "../render/bars.ts"
import { json } from "../root.ts"
import { learner, withLoopi } from "../session.ts"

const add = Command.make(
  "add",
  {
    title: Argument.String("title").pipe(
      Argument.withDescription("What you want to learn"),
      Argument.withSchema(Title)
    ),
    notes: Flag.String("notes").pipe(
      Flag.withMetavar("FILE"),
      Flag.withDescription("Markdown or text to learn from; its headings become the skill tree"),
      Flag.optional
    ),
    json
  },
  Effect.fn(function* ({ json, notes, title }) {
    const note = yield* readNoteIfNamed(notes)
    yield* withLoopi(addGoal(title, note, json))
  })
).pipe(
  Command.withDescription("Start a goal"),
  Command.withExamples([
    {
      command: 'loopi goal add "Understand memory" --notes examples/spaced-learning.md',
      description: "From your notes"
    },
    { command: 'loopi goal add "Read Portuguese poetry"', description: "A goal to add cards to by hand" }
  ])
)

const addGoal = Effect.fnUntraced(function* (
  title: GoalTitle,
  note: { readonly name: string; readonly text: string } | undefined,
  json: boolean
) {
  const goals = yield* Goals
  const similar = yield* goals
    .similar(learner, { title })
    .pipe(Effect.catchTag("CheckSkipped", () => Effect.succeed([])))
  const goal = yield* goals.create(learner, { title })
  for (const { goal, score } of similar) {
    yield* Console.error(dim(`You have a goal much like it (${score.toFixed(2)}): ${printable(goal.title)}`))
  }
  yield* show(Goal, goal, json, () => [`Started ${bold(printable(goal.title))}`, dim(goal.id)])
  if (note === undefined) return
  yield* (yield* Notes).add(learner, goal.id, note)
  const tree = yield* (yield* SkillTrees).grow(learner, goal.id)
  if (json) return
  yield* say(
    `Grew ${count(tree.nodes.length, "skill")} from ${printable(note.name)}`,
    dim("Write cards for them: loopi generate --approve")
  )
})

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
  Command.make(name, { goal: goalArgument }, ({ goal }) =>
    withLoopi(
      Effect.gen(function* () {
        const found = yield* findGoal(goal)
        yield* (yield* Goals).setStatus(learner, found.id, status)
        yield* say(`${said} ${bold(printable(found.title))}`)
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
