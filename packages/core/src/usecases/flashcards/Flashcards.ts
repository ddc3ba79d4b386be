/**
 * What a learner does with flashcards, apart from studying them.
 */
import { Context, DateTime, Effect, Layer } from "effect"
import {
  Flashcard,
  FlashcardConflict,
  FlashcardId,
  type FlashcardNotFound,
  type NewFlashcard
} from "../../domain/flashcards/Flashcard.ts"
import type { GoalId, GoalNotFound } from "../../domain/goals/Goal.ts"
import type { CheckSkipped, DuplicateHit, Sides } from "../../domain/duplicates/Similarity.ts"
import { SkillNodeNotFound } from "../../domain/skillTrees/SkillTree.ts"
import type { UserId } from "../../domain/users/User.ts"
import { type FlashcardQuery, FlashcardStore } from "../../ports/flashcards/FlashcardStore.ts"
import { GoalStore } from "../../ports/goals/GoalStore.ts"
import { Ids } from "../../ports/Ids.ts"
import { Schedules } from "../../ports/schedules/Schedules.ts"
import { SkillTreeStore } from "../../ports/skillTrees/SkillTreeStore.ts"
import type { StoreUnavailable } from "../../ports/StoreUnavailable.ts"
import { beginning } from "../drafts/beginning.ts"
import { Duplicates } from "../duplicates/Duplicates.ts"
import { Projector } from "../vectors/Projector.ts"

export class Flashcards extends Context.Service<
  Flashcards,
  {
    /** Keeps a card written by hand, with the reason where it repeats another; it is studied from now on. */
    readonly add: (
      userId: UserId,
      input: NewFlashcard
    ) => Effect.Effect<Flashcard, GoalNotFound | SkillNodeNotFound | StoreUnavailable>
    readonly get: (userId: UserId, id: FlashcardId) => Effect.Effect<Flashcard, FlashcardNotFound | StoreUnavailable>
    /** In the order they were made in. */
    readonly list: (userId: UserId, query: FlashcardQuery) => Effect.Effect<ReadonlyArray<Flashcard>, StoreUnavailable>
    /** Begins to study drafts. Gives the number of cards that were drafts until now. */
    readonly approve: (userId: UserId, ids: ReadonlyArray<FlashcardId>) => Effect.Effect<number, StoreUnavailable>
    /** Begins to study all drafts of a goal. Gives their number. */
    readonly approveAll: (userId: UserId, goalId: GoalId) => Effect.Effect<number, GoalNotFound | StoreUnavailable>
    /** Removes cards. What the learner answered stays in the history. */
    readonly discard: (userId: UserId, ids: ReadonlyArray<FlashcardId>) => Effect.Effect<void, StoreUnavailable>
    /** Removes a card if it was last changed then; one that is gone already was changed since. */
    readonly discardAsSeen: (
      userId: UserId,
      id: FlashcardId,
      expected: DateTime.Utc
    ) => Effect.Effect<void, FlashcardConflict | StoreUnavailable>
    /** What a card would repeat, and by which rule. */
    readonly duplicatesOf: (
      userId: UserId,
      sides: Sides
    ) => Effect.Effect<ReadonlyArray<DuplicateHit>, CheckSkipped | StoreUnavailable>
  }
>()("@loopi/core/usecases/flashcards/Flashcards") {
  static readonly layer: Layer.Layer<
    Flashcards,
    never,
    GoalStore | SkillTreeStore | FlashcardStore | Schedules | Duplicates | Projector
  > = Layer.effect(
    Flashcards,
    Effect.gen(function* () {
      const goals = yield* GoalStore
      const trees = yield* SkillTreeStore
      const cards = yield* FlashcardStore
      const schedules = yield* Schedules
      const duplicates = yield* Duplicates
      const projector = yield* Projector
      const ids = yield* Ids

      const begin = beginning(schedules, cards)

      const approve = Effect.fn("Flashcards.approve")(function* (userId: UserId, ids: ReadonlyArray<FlashcardId>) {
        const drafts = (yield* cards.many(userId, ids)).filter((card) => card.status === "draft")
        yield* begin(userId, drafts, yield* DateTime.now)
        return drafts.length
      })

      const approveAll = Effect.fn("Flashcards.approveAll")(function* (userId: UserId, goalId: GoalId) {
        yield* goals.get(userId, goalId)
        const drafts = yield* cards.list(userId, { goalId, status: "draft" })
        return yield* approve(
          userId,
          drafts.map(({ id }) => id)
        )
      })

      const checkPlace = Effect.fnUntraced(function* (userId: UserId, { goalId, nodeId }: NewFlashcard) {
        yield* goals.get(userId, goalId)
        if (nodeId === undefined) return
        const home = yield* trees.goalOf(userId, nodeId)
        if (home !== goalId) return yield* SkillNodeNotFound.make({ id: nodeId })
      })

      const add = Effect.fn("Flashcards.add")(function* (userId: UserId, input: NewFlashcard) {
        yield* checkPlace(userId, input)

        const draft = byHand(userId, input, FlashcardId.make(yield* ids.next), yield* DateTime.now)

        yield* cards.insert([draft])
        yield* begin(userId, [draft], draft.createdAt)
        yield* projector.settle(userId)
        return Flashcard.make({ ...draft, status: "active" })
      })

      const discard = Effect.fn("Flashcards.discard")(function* (userId: UserId, ids: ReadonlyArray<FlashcardId>) {
        yield* schedules.remove(userId, ids)
        yield* cards.remove(userId, ids)
        yield* projector.settle(userId)
      })

      const discardAsSeen = Effect.fn("Flashcards.discardAsSeen")(
        function* (userId: UserId, id: FlashcardId, expected: DateTime.Utc) {
          const seen = yield* cards.get(userId, id)
          // Claims the version first: whoever changes it at the same time is told, or tells us.
          yield* cards.update(Flashcard.make({ ...seen, updatedAt: yield* DateTime.now }), expected)
          yield* discard(userId, [id])
        },
        (removed, _, id) => Effect.catchTag(removed, "FlashcardNotFound", () => FlashcardConflict.make({ id }))
      )

      const duplicatesOf = Effect.fn("Flashcards.duplicatesOf")(function* (userId: UserId, sides: Sides) {
        const [hits = []] = yield* duplicates.check(userId, [{ ...sides, id: FlashcardId.make(yield* ids.next) }])
        return hits
      })

      return Flashcards.of({
        add,
        get: cards.get,
        list: cards.list,
        approve,
        approveAll,
        discard,
        discardAsSeen,
        duplicatesOf
      })
    })
  )
}

const byHand = (userId: UserId, input: NewFlashcard, id: FlashcardId, now: DateTime.Utc): Flashcard =>
  Flashcard.make({
    id,
    userId,
    goalId: input.goalId,
    nodeId: input.nodeId ?? null,
    kind: "basic",
    question: input.question,
    answer: input.answer,
    status: "draft",
    source: null,
    authorship: { author: "learner", model: null, promptVersion: null, confidence: 1 },
    distractors: [],
    runId: null,
    keptBecause: input.keptBecause ?? null,
    createdAt: now,
    updatedAt: now
  })
