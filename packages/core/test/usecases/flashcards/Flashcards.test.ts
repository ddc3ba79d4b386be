import { assert, describe, it } from "@effect/vitest"
import {
  Answer,
  Drafts,
  EmbeddingIndex,
  FlashcardId,
  Flashcards,
  FlashcardStore,
  type GoalId,
  type NewFlashcard,
  Question,
  ReviewLog,
  Schedules,
  SkillNodeId,
  SkillNodeNotFound,
  StoreUnavailable,
  Study
} from "@loopi/core"
import { MemoryStores } from "@loopi/core/memory"
import { type DateTime, Effect, Layer } from "effect"
import { TestClock } from "effect/testing"
import { uuid } from "../../fixtures/schedules.ts"
import { fixtures } from "@loopi/core/testing"
import { newGoal, newLearner, newGrown, skill, treesOf, world } from "../world.ts"

const handmade = (goalId: GoalId, fields: Partial<NewFlashcard> = {}): NewFlashcard => ({
  goalId,
  question: Question.make("What is a saudade?"),
  answer: Answer.make("A deep longing"),
  ...fields
})

/** Two drafts of a goal, kept but not approved. */
const newDrafts = Effect.gen(function* () {
  const learner = yield* newLearner
  const goal = yield* newGoal(learner)
  const drafts = [
    yield* fixtures.newCard(goal, { status: "draft" }),
    yield* fixtures.newCard(goal, { status: "draft" })
  ]
  return { learner, goal, drafts, ids: drafts.map(({ id }) => id) }
})

describe("Flashcards.add", () => {
  it.effect("keeps the reason of a learner who knows that it repeats another", () =>
    Effect.gen(function* () {
      const learner = yield* newLearner
      const { id: goalId } = yield* newGoal(learner)
      const flashcards = yield* Flashcards
      const card = handmade(goalId)
      const first = yield* flashcards.add(learner, card)
      const [hit] = yield* flashcards.duplicatesOf(learner, card)
      const second = yield* flashcards.add(learner, { ...card, keptBecause: "I mix the two up" })

      assert.strictEqual(hit?.cardId, first.id)
      assert.isNull(first.keptBecause)
      assert.strictEqual((yield* flashcards.get(learner, second.id)).keptBecause, "I mix the two up")
    }).pipe(Effect.provide(world()))
  )

  it.effect("keeps a card written by hand and studies it from now on", () =>
    Effect.gen(function* () {
      const cards = yield* Flashcards
      const learner = yield* newLearner
      const goal = yield* newGoal(learner)
      const card = yield* cards.add(learner, handmade(goal.id))
      assert.deepStrictEqual(yield* cards.get(learner, card.id), card)
      assert.deepInclude(card, { status: "active", kind: "basic", nodeId: null })
      assert.strictEqual(card.authorship.author, "learner")
      assert.deepInclude(yield* (yield* Schedules).get(learner, card.id), { phase: "new", version: 0 })
    }).pipe(Effect.provide(world()))
  )

  it.effect("takes a skill of that goal and refuses a skill of another", () =>
    Effect.gen(function* () {
      const cards = yield* Flashcards
      const learner = yield* newLearner
      const { goal, tree } = yield* newGrown(learner, "Poets")
      const other = yield* newGoal(learner, "Bake bread")
      const nodeId = tree.nodes[0]?.id ?? SkillNodeId.make(uuid(1))
      assert.strictEqual((yield* cards.add(learner, handmade(goal.id, { nodeId }))).nodeId, nodeId)
      for (const wrong of [handmade(other.id, { nodeId }), handmade(goal.id, { nodeId: SkillNodeId.make(uuid(9)) })]) {
        const error = yield* Effect.flip(cards.add(learner, wrong))
        assert.deepStrictEqual(error, SkillNodeNotFound.make({ id: wrong.nodeId ?? nodeId }))
      }
      assert.strictEqual((yield* cards.list(learner, {})).length, 1)
    }).pipe(Effect.provide(world({ trees: treesOf(() => [skill("Poets")]) })))
  )

  it.effect("refuses a goal of someone else", () =>
    Effect.gen(function* () {
      const goal = yield* newGoal(yield* newLearner)
      const error = yield* Effect.flip((yield* Flashcards).add(yield* newLearner, handmade(goal.id)))
      assert.strictEqual(error._tag, "GoalNotFound")
    }).pipe(Effect.provide(world()))
  )
})

describe("Flashcards.approve", () => {
  it.effect("begins to study drafts, in the order they were made, and counts each once", () =>
    Effect.gen(function* () {
      const cards = yield* Flashcards
      const { goal, ids, learner } = yield* newDrafts
      assert.strictEqual(yield* cards.approve(learner, ids.toReversed()), 2)
      assert.strictEqual(yield* cards.approve(learner, ids), 0)
      const queue = yield* (yield* Study).due(learner, { goalId: goal.id })
      assert.deepStrictEqual(
        queue.cards.map(({ card }) => card.id),
        ids
      )
    }).pipe(Effect.provide(world()))
  )

  it.effect("leaves cards of others, and cards that are gone, alone", () =>
    Effect.gen(function* () {
      const cards = yield* Flashcards
      const { ids, learner } = yield* newDrafts
      assert.strictEqual(yield* cards.approve(yield* newLearner, [...ids, FlashcardId.make(uuid(3))]), 0)
      assert.strictEqual((yield* cards.list(learner, { status: "draft" })).length, 2)
    }).pipe(Effect.provide(world()))
  )

  it.effect("is repaired by approving again when it was cut short, and shows no draft meanwhile", () => {
    const crash = { next: true }
    return Effect.gen(function* () {
      const cards = yield* Flashcards
      const study = yield* Study
      const { ids, learner } = yield* newDrafts
      const error = yield* Effect.flip(cards.approve(learner, ids))
      assert.strictEqual(error._tag, "StoreUnavailable")
      assert.strictEqual((yield* cards.list(learner, { status: "active" })).length, 0)
      assert.deepStrictEqual((yield* study.due(learner)).cards, [])
      assert.strictEqual(yield* cards.approve(learner, ids), 2)
      assert.strictEqual((yield* study.due(learner)).cards.length, 2)
    }).pipe(Effect.provide(world({ stores: crashingOnActivate(crash) })))
  })
})

/** The memory stores, whose first activation fails when `crash` says so. */
const crashingOnActivate = (crash: { next: boolean }) =>
  Layer.effect(
    FlashcardStore,
    Effect.map(FlashcardStore, (real) => ({
      ...real,
      activate: (userId, ids, at) =>
        Effect.suspend(() => {
          if (!crash.next) return real.activate(userId, ids, at)
          crash.next = false
          return StoreUnavailable.make({ operation: "activate", cause: "crash" })
        })
    }))
  ).pipe(Layer.provideMerge(MemoryStores.layer))

describe("Flashcards.discard", () => {
  it.effect("removes card, schedule and vector, and keeps the history", () =>
    Effect.gen(function* () {
      const cards = yield* Flashcards
      const learner = yield* newLearner
      const goal = yield* newGoal(learner)
      const card = yield* cards.add(learner, handmade(goal.id))
      yield* (yield* Study).rate(learner, { cardId: card.id, rating: 3, version: 0 })
      yield* cards.discard(yield* newLearner, [card.id])
      assert.deepStrictEqual(yield* cards.get(learner, card.id), card)
      yield* cards.discard(learner, [card.id])
      assert.strictEqual((yield* Effect.flip(cards.get(learner, card.id)))._tag, "FlashcardNotFound")
      assert.strictEqual((yield* Effect.flip((yield* Schedules).get(learner, card.id)))._tag, "ScheduleNotFound")
      assert.deepStrictEqual(yield* (yield* EmbeddingIndex).entries(learner, "flashcard"), [])
      assert.strictEqual((yield* (yield* ReviewLog).ofCard(learner, card.id)).length, 1)
    }).pipe(Effect.provide(world()))
  )
})

describe("Flashcards.discardAsSeen", () => {
  it.effect("removes a card that nobody changed since, once", () =>
    Effect.gen(function* () {
      const [cards, drafts] = [yield* Flashcards, yield* Drafts]
      const learner = yield* newLearner
      const card = yield* cards.add(learner, handmade((yield* newGoal(learner)).id))
      yield* TestClock.adjust("1 second")
      const change = { answer: Answer.make("A deep longing for what is gone") }
      const { card: edited } = yield* drafts.edit(learner, card.id, change)
      const tagOf = (expected: DateTime.Utc) =>
        Effect.map(Effect.flip(cards.discardAsSeen(learner, card.id, expected)), ({ _tag }) => _tag)

      assert.strictEqual(yield* tagOf(card.updatedAt), "FlashcardConflict")
      assert.deepStrictEqual(yield* cards.get(learner, card.id), edited)
      yield* TestClock.adjust("1 second")
      yield* cards.discardAsSeen(learner, card.id, edited.updatedAt)
      assert.strictEqual((yield* Effect.flip(cards.get(learner, card.id)))._tag, "FlashcardNotFound")
      assert.strictEqual(yield* tagOf(edited.updatedAt), "FlashcardConflict")
    }).pipe(Effect.provide(world()))
  )
})

describe("Flashcards.duplicatesOf", () => {
  it.effect("names the card it repeats and by which rule, for that learner only", () =>
    Effect.gen(function* () {
      const cards = yield* Flashcards
      const learner = yield* newLearner
      const goal = yield* newGoal(learner)
      const card = yield* cards.add(learner, handmade(goal.id))
      const same = { question: "what is a saudade", answer: "A deep longing." }
      const reworded = { question: "What is saudade?", answer: "Deep longing" }
      const other = { question: "What is a saudade?", answer: "A city in Brazil" }
      const hits = yield* Effect.forEach([same, reworded, other], (sides) => cards.duplicatesOf(learner, sides))
      assert.deepStrictEqual(
        hits.map((found) => found.map(({ cardId, rule }) => [cardId, rule])),
        [[[card.id, "same_text"]], [[card.id, "question_and_answer"]], []]
      )
      assert.deepStrictEqual(yield* cards.duplicatesOf(yield* newLearner, same), [])
    }).pipe(Effect.provide(world()))
  )
})
