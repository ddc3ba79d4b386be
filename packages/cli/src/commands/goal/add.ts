/**
 * `loopi goal add`: start a goal, and grow its tree.
 */
import {
  Goal,
  type GoalId,
  type GoalTitle,
  Goals,
  GoalTitle as Title,
  Notes,
  type Run,
  type RunEvent,
  Runs,
  SkillTrees
} from "@loopi/core"
import { Console, Effect } from "effect"
import { Argument, Command, Flag } from "effect/cli"
import { elseFail, followed } from "../../output/following.ts"
import { readNoteIfNamed } from "../../input/noteFile.ts"
import { say, show } from "../../output/output.ts"
import { eventLine } from "../../render/event.ts"
import { bold, count, dim, printable } from "../../render/text.ts"
import { json } from "../../root.ts"
import { learner, withLoopi } from "../../session.ts"
import { announcementOf, withCost, writer } from "../../output/writer.ts"

export const add = Command.make(
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
    noTree: Flag.Boolean("no-tree").pipe(
      Flag.withDescription("Start it without a skill tree"),
      Flag.withDefault(false)
    ),
    json
  },
  Effect.fn(function* ({ json, noTree, notes, title }) {
    const note = yield* readNoteIfNamed(notes)
    yield* withLoopi(addGoal({ title, note, noTree, json }))
  })
).pipe(
  Command.withDescription("Start a goal; its skill tree is grown from your notes, and by a model where one is set up"),
  Command.withExamples([
    {
      command: 'loopi goal add "Understand memory" --notes examples/spaced-learning.md',
      description: "From your notes"
    },
    { command: 'loopi goal add "Read Portuguese poetry"', description: "From its title, where a model is set up" },
    { command: 'loopi goal add "Read Portuguese poetry" --no-tree', description: "A goal to add cards to by hand" }
  ])
)

interface Asked {
  readonly title: GoalTitle
  readonly note: { readonly name: string; readonly text: string } | undefined
  readonly noTree: boolean
  readonly json: boolean
}

const addGoal = Effect.fnUntraced(function* (asked: Asked) {
  const model = yield* writer
  yield* tellSimilar(asked.title)
  if (model === undefined || asked.noTree) return yield* addOffline(asked)
  yield* addByModel(model, asked)
})

const tellSimilar = Effect.fnUntraced(function* (title: GoalTitle) {
  const similar = yield* (yield* Goals)
    .similar(learner, { title })
    .pipe(Effect.catchTag("CheckSkipped", () => Effect.succeed([])))
  for (const { goal, score } of similar) {
    yield* Console.error(dim(`You have a goal much like it (${score.toFixed(2)}): ${printable(goal.title)}`))
  }
})

const addOffline = Effect.fnUntraced(function* ({ json, note, noTree, title }: Asked) {
  const goal = yield* (yield* Goals).create(learner, { title })
  yield* show(Goal, goal, json, startedLines)
  if (note !== undefined) yield* (yield* Notes).add(learner, goal.id, note)
  if (noTree || note === undefined) return yield* json || noTree ? Effect.void : say(dim(withoutNotes))
  const tree = yield* (yield* SkillTrees).grow(learner, goal.id)
  if (!json) yield* say(`Grew ${count(tree.nodes.length, "skill")} from ${printable(note.name)}`, dim(nowCards))
})

/** The goal stays, whatever becomes of its tree. */
const addByModel = Effect.fnUntraced(function* (model: string, { json, note, title }: Asked) {
  const { goal, run } = yield* note === undefined ? (yield* Runs).startGoal(learner, { title }) : withNote(title, note)
  yield* show(Goal, goal, json, startedLines)
  const told = (line: string) => (json ? Effect.void : say(line))
  yield* told(dim(announcementOf(model)))
  const { cost, result } = yield* withCost(
    model,
    followed(run, (event) => (isTold(event) ? told(`  ${eventLine(event)}`) : Effect.void))
  )
  if (result.failure !== null) yield* Console.error(dim("The goal is kept, without a tree."))
  yield* elseFail(result)
  if (!json) yield* say(...(yield* grown(goal.id)), cost)
})

/** The note is there before its author looks for it. */
const withNote = Effect.fnUntraced(function* (title: GoalTitle, note: NonNullable<Asked["note"]>) {
  const goal = yield* (yield* Goals).create(learner, { title })
  yield* (yield* Notes).add(learner, goal.id, note)
  const run: Run = yield* (yield* Runs).startRegeneration(learner, goal.id)
  return { goal, run }
})

const grown = Effect.fnUntraced(function* (goalId: GoalId) {
  const { nodes } = yield* (yield* SkillTrees).get(learner, goalId)
  return [`Grew ${count(nodes.length, "skill")}`, dim(nowCards)]
})

const startedLines = ({ id, title }: Goal) => [`Started ${bold(printable(title))}`, dim(id)]

const isTold = ({ kind }: RunEvent): boolean => kind === "skill"

const nowCards = "Write cards for them: loopi generate --approve"
const withoutNotes =
  "It has no skill tree yet. Grow one from notes: loopi tree --notes FILE; or from its title, with a model: loopi keys add anthropic, then loopi tree --grow"
