/**
 * Grows the first tree of a goal, as a run: index -> tree -> save. What fails leaves a goal without a tree.
 */
import { Effect, Schema, Stream } from "effect"
import { type Goal, GoalId, GoalNotFound } from "../../domain/Goal.ts"
import type { Run } from "../../domain/Run.ts"
import { maxTreeNodes } from "../../domain/SkillTree.ts"
import { place, type ProposedSkill } from "../../domain/SkillTreeProposal.ts"
import { cut } from "../../domain/Text.ts"
import { GoalStore } from "../../ports/GoalStore.ts"
import { SkillTreeAuthor } from "../../ports/SkillTreeAuthor.ts"
import { SkillTreeStore } from "../../ports/SkillTreeStore.ts"
import { SourceDocumentStore } from "../../ports/SourceDocumentStore.ts"
import { Projector } from "../Projector.ts"
import { treeIfGrown } from "../treeIfGrown.ts"
import { treeMerging } from "../treeMerging.ts"
import type { Course } from "./Course.ts"
import { ProposedTree } from "./ProposedTree.ts"

export const growing = Effect.gen(function* () {
  const goals = yield* GoalStore
  const projector = yield* Projector
  const proposing = yield* proposingTrees
  const { mergeInto, presentOf } = yield* treeMerging

  /** The goal's vector comes first: whoever starts the same goal again is told at once. */
  const index = ({ run, step }: Course) =>
    step("index", Schema.Null, Effect.as(projector.settle(run.userId), { output: null }))

  const save = Effect.fnUntraced(function* (goal: Goal, proposal: ReadonlyArray<ProposedSkill>) {
    const placed = yield* Effect.fromResult(place(proposal))
    const { changed, tree } = yield* mergeInto(goal, yield* presentOf(goal), placed)
    const output = { version: tree.version, skills: tree.nodes.length }
    return { output, effects: changed ? { tree } : {} }
  })

  return Effect.fn("Runs.goalCreation")(function* (course: Course) {
    const goal = yield* goals.get(course.run.userId, yield* goalIdOf(course.run))
    yield* index(course)
    const proposal = yield* proposing(course, goal)
    return yield* course.step("save", Saved, save(goal, proposal))
  })
})

/** What a run of a goal is about; without one, it is about a goal nobody has. */
export const goalIdOf = ({ goalId, id }: Run): Effect.Effect<GoalId, GoalNotFound> =>
  goalId === null ? GoalNotFound.make({ id: GoalId.make(id) }) : Effect.succeed(goalId)

/** Has a tree proposed, its categories told as they come in. */
export const proposingTrees = Effect.gen(function* () {
  const author = yield* SkillTreeAuthor
  const trees = yield* SkillTreeStore
  const documents = yield* SourceDocumentStore

  return ({ run, step, tell }: Course, goal: Goal) =>
    step(
      "tree",
      ProposedTree,
      Effect.gen(function* () {
        const before = yield* treeIfGrown(trees, run.userId, goal.id)
        const present = before === null ? [] : before.nodes.map(({ title }) => title)
        const notes = yield* documents.list(run.userId, goal.id)
        const proposal = yield* author.propose({ goal, documents: notes, present, runId: run.id }).pipe(
          Stream.tap(({ children, title }) =>
            tell([{ kind: "skill", detail: { title: cut(title, 200), children: children.length } }])
          ),
          Stream.take(maxTreeNodes + 1),
          Stream.runCollect
        )
        // What breaks a rule is not kept: the author is asked again when the run is tried again.
        yield* Effect.fromResult(place(proposal))
        return { output: proposal.map(storable) }
      })
    )
})

/** What authors hand in may hold any character; it is not deep any more. */
const storable = ({ children, description, source, title }: ProposedSkill): ProposedSkill => ({
  title: cut(title, 200),
  description: cut(description, 1_000),
  source,
  children: children.map(storable)
})

const Saved = Schema.Struct({ version: Schema.Int, skills: Schema.Int })
