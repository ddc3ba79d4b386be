/**
 * Has flashcards written for the skills of a goal, as a run: for each skill plan -> write -> rewrite -> distractors ->
 * commit. What a failure leaves behind is whole: the drafts of the skills before it.
 */
import { Effect } from "effect"
import type { NewRunEvent } from "../../../domain/runs/Run.ts"
import type { SkillNode } from "../../../domain/skillTrees/SkillTree.ts"
import { AuthorFailed } from "../../../ports/AuthorFailed.ts"
import { oneAtATime } from "../../oneAtATime.ts"
import type { Course } from "../Course.ts"
import { approving } from "../generation/approving.ts"
import { committing } from "../generation/committing.ts"
import { distracting } from "../generation/distracting.ts"
import { mending } from "../generation/mending.ts"
import { commitOf, Committed, Skills } from "../generation/outcomes.ts"
import { assigning, type Ground, readingGround, skillsOf } from "../generation/tasks.ts"
import { writing } from "../generation/writing.ts"
import { goalIdOf } from "../goalIdOf.ts"

export const generating = Effect.gen(function* () {
  const readGround = yield* readingGround
  const assign = yield* assigning
  const { plan, write } = yield* writing
  const mend = yield* mending
  const distract = yield* distracting
  const commit = yield* committing
  const approve = yield* approving
  const inTurn = oneAtATime()

  const writeFor = Effect.fn("Runs.writeFor")(function* (
    course: Course,
    ground: Ground,
    node: SkillNode,
    progress: (committed: Committed | null) => NewRunEvent
  ) {
    const task = yield* assign(course.run, ground, node)
    const { facts, unread } = yield* plan(course, task, progress(null))
    if (unread) return null
    const written = yield* write(course, task, facts)
    const pieces = yield* mend(course, task, written)
    const options = yield* distract(course, task, pieces)
    // Two goals at once would each find nothing to repeat in what the other is about to keep.
    return yield* inTurn(course.run.userId)(commit(course, task, { facts, pieces, options }, progress))
  })

  return Effect.fn("Runs.generation")(function* (course: Course) {
    const { run, step } = course
    const ground = yield* readGround(run.userId, yield* goalIdOf(run))
    const skills = yield* step("skills", Skills, Effect.succeed({ output: skillsOf(run, ground) }))
    let done: Counts = { kept: 0, leftOut: 0 }
    let unread = 0
    for (const [i, id] of skills.entries()) {
      const before = done
      const progress = (now: Committed | null) => ({
        kind: "progress",
        detail: { nodesDone: i + 1, nodes: skills.length, ...sum(before, now) }
      })
      const node = ground.tree.nodes.find((node) => node.id === id)
      const known = yield* course.recall(commitOf(id), Committed)
      const committed = known ?? (node === undefined ? null : yield* writeFor(course, ground, node, progress))
      if (committed === null) unread++
      else yield* approve(course, id, committed.kept)
      done = sum(before, committed)
    }
    if (unread > 0 && unread === skills.length) {
      return yield* AuthorFailed.make({ reason: "nothing_to_read", retryable: false })
    }
    return done
  })
})

/** An alias, since an interface is no JSON to the compiler. */
type Counts = { readonly kept: number; readonly leftOut: number }

const sum = ({ kept, leftOut }: Counts, more: Committed | null): Counts => ({
  kept: kept + (more?.kept.length ?? 0),
  leftOut: leftOut + (more?.leftOut.length ?? 0)
})
