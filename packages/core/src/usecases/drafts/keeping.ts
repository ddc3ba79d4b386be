/**
 * Keeps a card that a run left out because it repeats another: the learner knows better.
 */
import { DateTime, Effect, Schema } from "effect"
import { type Flashcard, FlashcardId } from "../../domain/flashcards/Flashcard.ts"
import { draftOf, type ProposedCard } from "../../domain/flashcards/FlashcardProposal.ts"
import { type LeftOut, LeftOutNotFound } from "../../domain/runs/Generation.ts"
import type { RunId, RunStep } from "../../domain/runs/Run.ts"
import { isCopy, type Sides } from "../../domain/duplicates/Similarity.ts"
import type { UserId } from "../../domain/users/User.ts"
import { FlashcardStore } from "../../ports/flashcards/FlashcardStore.ts"
import { GoalStore } from "../../ports/goals/GoalStore.ts"
import { Ids } from "../../ports/Ids.ts"
import { RunStore } from "../../ports/runs/RunStore.ts"
import { SkillTreeStore } from "../../ports/skillTrees/SkillTreeStore.ts"
import { oneAtATime } from "../oneAtATime.ts"
import { Projector } from "../vectors/Projector.ts"
import { Committed, Pieces, Rewritten } from "../runs/generation/outcomes.ts"
import { sidesCut } from "../runs/generation/keepable.ts"
import { treeIfGrown } from "../skillTrees/treeIfGrown.ts"

export const keeping = Effect.gen(function* () {
  const [goals, trees, cards] = [yield* GoalStore, yield* SkillTreeStore, yield* FlashcardStore]
  const store = yield* RunStore
  const projector = yield* Projector
  const ids = yield* Ids
  const inTurn = oneAtATime()

  /** The card as it was proposed, with the skill it was for. */
  const leftOutOf = Effect.fnUntraced(function* (userId: UserId, runId: RunId, sides: Sides) {
    const run = yield* store.get(userId, runId)
    const steps = yield* store.steps(userId, runId)
    const out = (yield* committedIn(steps)).find((one) => isOverruled(one) && isSame(one, sides))
    const card = (yield* proposedIn(steps)).find((one) => isSame(sidesCut(one), sides))
    if (run.goalId === null || out === undefined || card === undefined) return yield* LeftOutNotFound.make({ runId })
    const goal = yield* goals
      .get(userId, run.goalId)
      .pipe(Effect.catchTag("GoalNotFound", () => LeftOutNotFound.make({ runId })))
    const tree = yield* treeIfGrown(trees, userId, goal.id)
    const node = tree?.nodes.find(({ id }) => id === out.nodeId)
    return { goal, card, node }
  })

  return Effect.fn("Drafts.keepAnyway")(
    function* (userId: UserId, runId: RunId, sides: Sides, reason: string) {
      const { card, goal, node } = yield* leftOutOf(userId, runId, sides)
      const known = yield* cards.list(userId, { goalId: goal.id, ...(node !== undefined && { nodeId: node.id }) })
      const kept = known.find((one) => one.runId === runId && one.keptBecause !== null && isCopy(one, card))
      if (kept !== undefined) return kept
      if (node === undefined) return yield* LeftOutNotFound.make({ runId })

      const place = { goal, node, path: [], document: null }
      const id = FlashcardId.make(yield* ids.next)
      const draft: Flashcard = draftOf(card, place, id, yield* DateTime.now, { runId, keptBecause: reason })

      yield* cards.insert([draft])
      yield* projector.settle(userId)
      return draft
    },
    (work, userId) => inTurn(userId)(work)
  )
})

/** Rules that a card breaks are not the learner's to overrule: they can write it anew. */
const isOverruled = ({ duplicates, findings }: LeftOut): boolean => {
  const rejections = findings.filter(({ severity }) => severity === "reject")
  return duplicates.length + rejections.length > 0 && rejections.every(({ rule }) => rule === "duplicate")
}

const isSame = (a: Sides, b: Sides): boolean => a.question === b.question && a.answer === b.answer

const committedIn = (steps: ReadonlyArray<RunStep>) =>
  Effect.map(outputsOf(steps, "commit/", Committed), (some) => some.flatMap(({ leftOut }) => leftOut))

const proposedIn = Effect.fnUntraced(function* (steps: ReadonlyArray<RunStep>) {
  const written = yield* outputsOf(steps, "write/", Pieces)
  const rewritten = yield* outputsOf(steps, "rewrite/", Rewritten)
  return [...written.flat().map(({ card }): ProposedCard => card), ...rewritten.flatMap((card) => card ?? [])]
})

const outputsOf = <S extends Schema.Codec<unknown, unknown>>(
  steps: ReadonlyArray<RunStep>,
  prefix: string,
  schema: S
) =>
  Effect.forEach(
    steps.filter(({ name }) => name.startsWith(prefix)),
    ({ output }) => Effect.orDie(Schema.decodeEffect(Schema.toCodecJson(schema))(output))
  )
