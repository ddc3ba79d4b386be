/**
 * How every `FlashcardStore` lets cards be written anew: nothing is lost, and nobody writes over what they have not seen.
 */
import { assert, type Vitest } from "@effect/vitest"
import { Array, DateTime, Effect } from "effect"
import { Answer, Flashcard, FlashcardConflict, FlashcardNotFound, Question } from "../../domain/flashcards/Flashcard.ts"
import { FlashcardStore } from "../../ports/flashcards/FlashcardStore.ts"
import type { GoalStore } from "../../ports/goals/GoalStore.ts"
import type { UserStore } from "../../ports/users/UserStore.ts"
import type { VectorWork } from "../../ports/vectors/VectorWork.ts"
import { january, makeCard, newCard, newGoal, newLearner } from "../fixtures.ts"
import { taking, waitingOf } from "../vectors/vectorTasks.ts"

export type EditPorts = FlashcardStore | GoalStore | UserStore | VectorWork

const reworded = (card: Flashcard, question: string, fields: Partial<Flashcard> = {}): Flashcard =>
  Flashcard.make({ ...card, question: Question.make(question), updatedAt: january(5), ...fields })

export const edits = (it: Vitest.MethodsNonLive<EditPorts>): void => {
  it.effect("writes a card anew, and keeps what stood there", () =>
    Effect.gen(function* () {
      const cards = yield* FlashcardStore
      const card = yield* newCard(yield* newGoal(yield* newLearner), {
        distractors: ["A ship", "A dance", "A dish"],
        authorship: { author: "claude", model: "m", promptVersion: "write/3", confidence: 0.7 }
      })
      const { id, userId } = card
      const written = { author: "learner", model: null, promptVersion: null, confidence: 1 }
      const first = reworded(card, "What is fado?", { kind: "qa", distractors: [], authorship: written })
      assert.deepStrictEqual(yield* cards.update(first, card.updatedAt), first)
      const second = reworded(first, "What is fado about?", { answer: Answer.make("Saudade"), updatedAt: january(6) })
      assert.deepStrictEqual(yield* cards.update(second, january(5)), second)
      assert.deepStrictEqual(yield* cards.get(userId, id), second)

      const { answer, authorship, distractors, kind, question, updatedAt } = card
      const before = { answer, authorship, distractors, kind, question, updatedAt, replacedAt: january(5) }
      const between = { ...before, authorship: written, distractors: [], kind: "qa", question: first.question }
      const times = { updatedAt: january(5), replacedAt: january(6) }
      assert.deepStrictEqual<unknown>(yield* cards.revisions(userId, id), [before, { ...between, ...times }])
    })
  )

  it.effect("changes nothing of a card but what is written and when", () =>
    Effect.gen(function* () {
      const cards = yield* FlashcardStore
      const goal = yield* newGoal(yield* newLearner)
      const card = yield* newCard(goal, { status: "draft" })
      const other = yield* makeCard(yield* newGoal(goal.userId))
      const fields = {
        status: "active",
        keptBecause: "It is mine",
        createdAt: january(4),
        goalId: other.goalId
      } as const
      const updated = yield* cards.update(reworded(card, "What is fado?", fields), card.updatedAt)
      assert.deepStrictEqual(updated, reworded(card, "What is fado?"))
      assert.deepStrictEqual(yield* cards.get(card.userId, card.id), updated)
    })
  )

  it.effect("lets one of twenty who edit the same card at once have it", () =>
    Effect.gen(function* () {
      const cards = yield* FlashcardStore
      const card = yield* newCard(yield* newGoal(yield* newLearner))
      // All at the instant the card was made, as a clock may have it.
      const outcomes = yield* Effect.forEach(
        Array.range(1, 20),
        (i) =>
          Effect.result(cards.update(reworded(card, `Version ${i}?`, { updatedAt: card.updatedAt }), card.updatedAt)),
        { concurrency: "unbounded" }
      )
      const kept = outcomes.filter((outcome) => outcome._tag === "Success").map(({ success }) => success)
      const refused = outcomes.filter((outcome) => outcome._tag === "Failure").map(({ failure }) => failure)
      assert.deepStrictEqual(kept, [yield* cards.get(card.userId, card.id)])
      assert.deepStrictEqual(
        refused,
        Array.makeBy(19, () => FlashcardConflict.make({ id: card.id }))
      )
      assert.lengthOf(yield* cards.revisions(card.userId, card.id), 1)
      assert.deepStrictEqual(kept[0]?.updatedAt, DateTime.add(card.updatedAt, { milliseconds: 1 }))
    })
  )

  it.effect("writes on nobody else's card, on none that is gone, and shows nobody else what it said", () =>
    Effect.gen(function* () {
      const cards = yield* FlashcardStore
      const card = yield* newCard(yield* newGoal(yield* newLearner))
      const { id, userId } = card
      const kept = yield* cards.update(reworded(card, "What is fado?"), card.updatedAt)
      const other = yield* newLearner
      const stolen = Flashcard.make({ ...kept, userId: other })
      assert.deepStrictEqual(yield* Effect.flip(cards.update(stolen, kept.updatedAt)), FlashcardNotFound.make({ id }))
      assert.deepStrictEqual(yield* cards.revisions(other, id), [])
      assert.deepStrictEqual(yield* cards.get(userId, id), kept)

      yield* cards.remove(userId, [id])
      assert.deepStrictEqual(yield* Effect.flip(cards.update(kept, kept.updatedAt)), FlashcardNotFound.make({ id }))
      assert.deepStrictEqual(yield* cards.revisions(userId, id), [])
    })
  )

  it.effect("has its vector made anew where the question is another, and only there", () =>
    Effect.gen(function* () {
      const cards = yield* FlashcardStore
      const card = yield* newCard(yield* newGoal(yield* newLearner))
      yield* taking(card.userId)
      const answered = Flashcard.make({ ...card, answer: Answer.make("Homesickness") })
      const first = yield* cards.update(answered, card.updatedAt)
      yield* Effect.flip(cards.update(reworded(first, "Too late?"), card.updatedAt))
      assert.deepStrictEqual(yield* waitingOf(card.userId), [])
      yield* cards.update(reworded(first, "What is fado?"), first.updatedAt)
      const tasks = yield* taking(card.userId)
      assert.deepStrictEqual(
        tasks.map(({ id, text }) => [id, text]),
        [[card.id, "What is fado?"]]
      )
    })
  )
}
