/**
 * What every `FlashcardStore` must do, whatever it is made of.
 */
import { assert, it } from "@effect/vitest"
import { Effect, type Layer } from "effect"
import { Answer, Flashcard, FlashcardNotFound, Question } from "../../domain/flashcards/Flashcard.ts"
import { RunId } from "../../domain/runs/Run.ts"
import { SourceDocumentId } from "../../domain/notes/Source.ts"
import { FlashcardStore } from "../../ports/flashcards/FlashcardStore.ts"
import { type EditPorts, edits } from "./FlashcardEditContract.ts"
import { january, makeCard, makeTree, newCard, newGoal, newLearner } from "../fixtures.ts"

export const suite = <E>(adapter: string, layer: Layer.Layer<EditPorts, E>): void =>
  it.layer(layer, { timeout: "60 seconds" })(`a FlashcardStore (${adapter})`, (it) => {
    it.effect("gives back the card it was given, with its source and its author", () =>
      Effect.gen(function* () {
        const cards = yield* FlashcardStore
        const goal = yield* newGoal(yield* newLearner)
        const tree = yield* makeTree(goal)
        const card = yield* newCard(goal, {
          nodeId: tree.nodes[1]?.id ?? null,
          kind: "cloze",
          status: "draft",
          question: Question.make('What\'s the […] of \\ "x" — \u{1F989}?'),
          source: { documentId: SourceDocumentId.make(goal.id), start: 7, end: 19 },
          authorship: { author: "claude", model: "claude-sonnet-5-5", promptVersion: "write/3", confidence: 0.1 + 0.2 },
          distractors: ["A ship", "“A song” \\u0000", "\u{1F989}"],
          runId: RunId.make(goal.id),
          keptBecause: "It asks for the other half"
        })
        assert.deepStrictEqual(yield* cards.get(goal.userId, card.id), card)
      })
    )

    it.effect("hides a card from everyone but its owner", () =>
      Effect.gen(function* () {
        const cards = yield* FlashcardStore
        const card = yield* newCard(yield* newGoal(yield* newLearner), { status: "draft" })
        const { id, userId } = card
        const other = yield* newLearner
        yield* cards.activate(other, [id], january(2))
        yield* cards.remove(other, [id])
        assert.deepStrictEqual(yield* Effect.flip(cards.get(other, id)), FlashcardNotFound.make({ id }))
        assert.deepStrictEqual(yield* cards.many(other, [id]), [])
        assert.deepStrictEqual(yield* cards.sides(other, [id]), [])
        assert.deepStrictEqual(yield* cards.list(other, { goalId: card.goalId }), [])
        assert.deepStrictEqual(yield* cards.get(userId, id), card)
      })
    )

    it.effect("gives the cards asked for in the order asked for, leaving out those that are gone", () =>
      Effect.gen(function* () {
        const cards = yield* FlashcardStore
        const goal = yield* newGoal(yield* newLearner)
        const [a, b, c] = [yield* newCard(goal), yield* newCard(goal), yield* newCard(goal)]
        yield* cards.remove(goal.userId, [b.id])
        assert.deepStrictEqual(yield* cards.many(goal.userId, [c.id, b.id, a.id]), [c, a])
        assert.deepStrictEqual(yield* cards.many(goal.userId, []), [])
      })
    )

    it.effect("tells what cards ask and answer as it is now, leaving out those that are gone", () =>
      Effect.gen(function* () {
        const cards = yield* FlashcardStore
        const goal = yield* newGoal(yield* newLearner)
        const [a, b, c] = [yield* newCard(goal), yield* newCard(goal), yield* newCard(goal)]
        const changed = Flashcard.make({ ...a, answer: Answer.make("Said in other words since") })
        yield* cards.update(changed, a.updatedAt)
        yield* cards.remove(goal.userId, [b.id])
        const found = yield* cards.sides(goal.userId, [c.id, b.id, a.id])
        assert.sameDeepMembers(
          [...found],
          [changed, c].map(({ answer, id, question }) => ({ id, question, answer }))
        )
        assert.deepStrictEqual(yield* cards.sides(goal.userId, []), [])
      })
    )

    it.effect("lists cards by goal, node and status, page by page, in the order they were made", () =>
      Effect.gen(function* () {
        const cards = yield* FlashcardStore
        const learner = yield* newLearner
        const goal = yield* newGoal(learner)
        const nodeId = (yield* makeTree(goal)).nodes[0]?.id ?? null
        assert.isNotNull(nodeId)
        const elsewhere = yield* newCard(yield* newGoal(learner))
        const at = (status: "draft" | "active", place: typeof nodeId | null) =>
          makeCard(goal, { status, nodeId: place })
        const made = yield* Effect.all([
          at("draft", nodeId),
          at("draft", null),
          at("active", nodeId),
          at("active", null),
          at("active", nodeId)
        ])
        yield* cards.insert(made.toReversed())
        const [first, second, third, fourth, fifth] = made
        assert.deepStrictEqual(yield* cards.list(learner, {}), [elsewhere, ...made])
        assert.deepStrictEqual(yield* cards.list(learner, { goalId: goal.id }), made)
        assert.deepStrictEqual(yield* cards.list(learner, { status: "draft" }), [first, second])
        assert.deepStrictEqual(yield* cards.list(learner, { nodeId }), [first, third, fifth])
        assert.deepStrictEqual(yield* cards.list(learner, { after: third.id, limit: 1 }), [fourth])
        assert.deepStrictEqual(yield* cards.list(learner, { limit: 0 }), [])
      })
    )

    it.effect("adds a thousand cards at once", () =>
      Effect.gen(function* () {
        const cards = yield* FlashcardStore
        const goal = yield* newGoal(yield* newLearner)
        const made = yield* Effect.forEach(Array.from({ length: 1_000 }), () => makeCard(goal))
        yield* cards.insert(made)
        yield* cards.insert([])
        assert.deepStrictEqual(yield* cards.list(goal.userId, { goalId: goal.id }), made)
      })
    )

    it.effect("makes drafts active, and leaves active cards as they are", () =>
      Effect.gen(function* () {
        const cards = yield* FlashcardStore
        const goal = yield* newGoal(yield* newLearner)
        const draft = yield* newCard(goal, { status: "draft" })
        const active = yield* newCard(goal)
        const other = yield* newCard(goal, { status: "draft" })
        yield* cards.activate(goal.userId, [draft.id, active.id], january(7))
        const approved = Flashcard.make({ ...draft, status: "active", updatedAt: january(7) })
        assert.deepStrictEqual(yield* cards.list(goal.userId, {}), [approved, active, other])
      })
    )

    it.effect("removes cards, and does not mind those that are gone", () =>
      Effect.gen(function* () {
        const cards = yield* FlashcardStore
        const goal = yield* newGoal(yield* newLearner)
        const [gone, stays] = [yield* newCard(goal), yield* newCard(goal, { answer: Answer.make("Homesickness") })]
        yield* cards.remove(goal.userId, [gone.id])
        yield* cards.remove(goal.userId, [gone.id])
        assert.deepStrictEqual(yield* cards.list(goal.userId, {}), [stays])
      })
    )

    edits(it)
  })
