/**
 * `loopi tree`: the skills of a goal and how well they are mastered; written anew, and gone back from.
 */
import {
  type Goal,
  Notes,
  Progress,
  RegeneratedTree,
  Regeneration,
  SkillTree,
  SkillTrees,
  SkillTreeVersion
} from "@loopi/core"
import { Effect, Option, Schema } from "effect"
import { Command, Flag } from "effect/cli"
import { CommandFailed, exitCodes } from "../failures/CommandFailed.ts"
import { findGoal, goalArgument } from "../arguments/goalArgument.ts"
import { readNoteIfNamed } from "../input/noteFile.ts"
import { show } from "../output/output.ts"
import { bold, printable } from "../render/text.ts"
import { renderTree } from "../render/tree.ts"
import { renderDiff } from "../render/treeDiff.ts"
import { renderVersions } from "../render/treeVersions.ts"
import { json } from "../root.ts"
import { learner, withLoopi } from "../session.ts"

const on = (name: string, description: string) =>
  Flag.Boolean(name).pipe(Flag.withDescription(description), Flag.withDefault(false))

export const tree = Command.make(
  "tree",
  {
    goal: goalArgument,
    grow: on("grow", "Grow it anew from the goal's notes, and show it; skills that stay keep their cards"),
    regenerate: on("regenerate", "Grow it anew, and show what that changes"),
    dryRun: on("dry-run", "Only show what --regenerate would change"),
    versions: on("versions", "List the versions that are kept"),
    restore: Flag.Int("restore").pipe(
      Flag.withMetavar("VERSION"),
      Flag.withDescription("Go back to a version; cards come back to their skills"),
      Flag.optional
    ),
    notes: Flag.String("notes").pipe(
      Flag.withMetavar("FILE"),
      Flag.withDescription("Add notes to the goal first (implies --grow)"),
      Flag.optional
    ),
    json
  },
  Effect.fn(function* (asked) {
    yield* refuseConflicts(asked)
    const note = yield* readNoteIfNamed(asked.notes)
    yield* withLoopi(Effect.flatMap(findGoal(asked.goal), (goal) => answer(goal, { ...asked, note })))
  })
).pipe(
  Command.withDescription("Show the skill tree of a goal"),
  Command.withExamples([
    { command: "loopi tree", description: "Of your only goal" },
    { command: "loopi tree 2 --notes more.md", description: "Add notes to the second goal and grow its tree" },
    { command: "loopi tree --regenerate --dry-run", description: "See what growing it anew would change" },
    { command: "loopi tree --restore 3", description: "Go back to version 3" }
  ])
)

interface Asked {
  readonly grow: boolean
  readonly regenerate: boolean
  readonly dryRun: boolean
  readonly versions: boolean
  readonly restore: Option.Option<number>
  readonly json: boolean
}

type Note = Parameters<Notes["Service"]["add"]>[2]

const answer = Effect.fnUntraced(function* (goal: Goal, asked: Asked & { readonly note: Note | undefined }) {
  if (asked.versions) return yield* listVersions(goal, asked.json)
  if (Option.isSome(asked.restore)) return yield* restored(goal, asked.restore.value, asked.json)
  yield* regrown(goal, asked)
})

const regrown = Effect.fnUntraced(function* (
  goal: Goal,
  { dryRun, grow, json, note, regenerate }: Asked & { readonly note: Note | undefined }
) {
  const trees = yield* SkillTrees
  if (note !== undefined) yield* (yield* Notes).add(learner, goal.id, note)
  if (dryRun || regenerate) {
    const came = yield* dryRun ? trees.preview(learner, goal.id) : (yield* Regeneration).regenerate(learner, goal.id)
    return yield* show(RegeneratedTree, came, json, () => renderDiff(came, !dryRun))
  }
  const anew = grow || note !== undefined
  yield* showTree(goal, yield* anew ? trees.grow(learner, goal.id) : trees.get(learner, goal.id), json)
})

const restored = Effect.fnUntraced(function* (goal: Goal, version: number, json: boolean) {
  yield* showTree(goal, yield* (yield* SkillTrees).restore(learner, goal.id, version), json)
})

const listVersions = Effect.fnUntraced(function* (goal: Goal, json: boolean) {
  const versions = yield* (yield* SkillTrees).versions(learner, goal.id)
  yield* show(Schema.Array(SkillTreeVersion), versions, json, renderVersions)
})

const showTree = Effect.fnUntraced(function* (goal: Goal, tree: SkillTree, json: boolean) {
  const mastery = yield* (yield* Progress).mastery(learner, goal.id)
  yield* show(SkillTree, tree, json, () => [bold(printable(goal.title)), ...renderTree(tree, mastery)])
})

/** One thing at a time; and a dry run changes nothing, so it takes no notes. */
const refuseConflicts = ({
  dryRun,
  grow,
  notes,
  regenerate,
  restore,
  versions
}: Asked & { readonly notes: Option.Option<string> }) => {
  const wanted = [grow, regenerate || dryRun, versions, Option.isSome(restore)].filter(Boolean).length
  const takesNotes = !versions && Option.isNone(restore)
  if (wanted > 1 || (Option.isSome(notes) && !takesNotes)) return oneAtATime
  return dryRun && Option.isSome(notes) ? notesWouldStay : Effect.void
}

const notesWouldStay = CommandFailed.make({
  code: "flags_conflict",
  exit: exitCodes.usage,
  reason: "a dry run changes nothing, so it cannot add --notes",
  whatToDo: "Leave one of the two out; a tree that was written anew can be gone back from with --restore"
})

const oneAtATime = CommandFailed.make({
  code: "flags_conflict",
  exit: exitCodes.usage,
  reason: "the flags ask for more than one thing at once",
  whatToDo: "Give one of --grow, --regenerate, --dry-run, --versions and --restore; --notes goes with the first two"
})
