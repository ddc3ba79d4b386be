/**
 * `loopi tree`: the skills of a goal and how well they are mastered.
 */
import { Notes, Progress, SkillTree, SkillTrees } from "@loopi/core"
import { Effect } from "effect"
import { Command, Flag } from "effect/cli"
import { findGoal, goalArgument } from "../goalArgument.ts"
import { readNoteIfNamed } from "../noteFile.ts"
import { show } from "../output.ts"
import { bold, printable } from "../render/text.ts"
import { renderTree } from "../render/tree.ts"
import { json } from "../root.ts"
import { learner, withLoopi } from "../session.ts"

export const tree = Command.make(
  "tree",
  {
    goal: goalArgument,
    grow: Flag.Boolean("grow").pipe(
      Flag.withDescription("Grow it anew from the goal's notes; skills that stay keep their cards"),
      Flag.withDefault(false)
    ),
    notes: Flag.String("notes").pipe(
      Flag.withMetavar("FILE"),
      Flag.withDescription("Add notes to the goal first (implies --grow)"),
      Flag.optional
    ),
    json
  },
  Effect.fn(function* ({ goal, grow, json, notes }) {
    const note = yield* readNoteIfNamed(notes)
    yield* withLoopi(
      Effect.gen(function* () {
        const found = yield* findGoal(goal)
        const trees = yield* SkillTrees
        if (note !== undefined) yield* (yield* Notes).add(learner, found.id, note)
        const tree = yield* grow || note !== undefined ? trees.grow(learner, found.id) : trees.get(learner, found.id)
        const mastery = yield* (yield* Progress).mastery(learner, found.id)
        yield* show(SkillTree, tree, json, () => [bold(printable(found.title)), ...renderTree(tree, mastery)])
      })
    )
  })
).pipe(
  Command.withDescription("Show the skill tree of a goal"),
  Command.withExamples([
    { command: "loopi tree", description: "Of your only goal" },
    { command: "loopi tree 2 --notes more.md", description: "Add notes to the second goal and grow its tree" }
  ])
)
