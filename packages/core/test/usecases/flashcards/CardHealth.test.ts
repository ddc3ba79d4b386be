import { assert, describe, it } from "@effect/vitest"
import {
  Answer,
  CardHealth,
  type Flashcard,
  type Goal,
  Question,
  Review,
  ReviewId,
  ReviewLog,
  FlashcardStore
} from "@loopi/core"
import { fixtures } from "@loopi/core/testing"
import { DateTime, Effect } from "effect"
import { uuid } from "../../fixtures/schedules.ts"
import * as lines from "../lines.ts"
import { authorOf, newScript } from "../runs/scripts.ts"
import { newGoal, newGrown, newLearner, world } from "../world.ts"

let next = 0

/** What the learner did with a card: whether they recalled it, where 90 % was predicted; `null` takes back the last. */
const reviewed = Effect.fnUntraced(function* (card: Flashcard, answers: ReadonlyArray<boolean | null>, from = 1) {
  const log = yield* ReviewLog
  const reviews = answers.map((recalled, i) =>
    Review.make({
      id: ReviewId.make(uuid((next += 1))),
      userId: card.userId,
      cardId: card.id,
      version: from + i,
      rating: recalled === null ? null : recalled ? 3 : 1,
      reviewedAt: DateTime.add(fixtures.january(1), { hours: from + i }),
      studyDay: fixtures.januaryDay(1),
      durationMs: 1_000,
      desiredRetention: 0.9,
      scheduler: 6,
      phase: i === 0 && from === 1 ? "new" : "review",
      elapsedDays: 1,
      predicted: i === 0 && from === 1 ? null : 0.9
    })
  )
  yield* log.append(reviews)
})

const answers = (recalled: number, forgotten: number): ReadonlyArray<boolean> => [
  ...Array.from({ length: recalled }, () => true),
  ...Array.from({ length: forgotten }, () => false)
]

const cardBy = (goal: Goal, author: string, promptVersion: string | null) =>
  fixtures.newCard(goal, { authorship: { author, model: promptVersion && "some-model", promptVersion, confidence: 1 } })

describe("the health of cards", () => {
  it.effect("names those to rewrite, worst first, and how cards do by what they have in common", () =>
    Effect.gen(function* () {
      const learner = yield* newLearner
      const goal = yield* newGoal(learner)
      const good = yield* cardBy(goal, "learner", null)
      const bad = yield* cardBy(goal, "model", "write-1")
      const worse = yield* cardBy(goal, "model", "write-1")
      const unlucky = yield* cardBy(goal, "model", "write-2")
      yield* reviewed(good, [true, ...answers(10, 1)])
      yield* reviewed(bad, [true, ...answers(5, 5)])
      yield* reviewed(worse, [true, ...answers(2, 8)])
      // What was taken back does not count, nor does a card that is hardly known.
      yield* reviewed(unlucky, [true, false, null, false, null, false, false])
      const report = yield* (yield* CardHealth).report(learner)
      assert.deepStrictEqual(
        report.toRewrite.map(({ card, observed, reviews }) => [card.id, reviews, observed]),
        [
          [worse.id, 10, 0.2],
          [bad.id, 10, 0.5]
        ]
      )
      assert.deepInclude(report.all, { cards: 4, reviews: 33 })
      assert.deepStrictEqual(
        report.promptVersions.map(({ cards, name, reviews }) => [name, cards, reviews]),
        [
          ["write-1", 2, 20],
          [null, 1, 11],
          ["write-2", 1, 2]
        ]
      )
      assert.deepStrictEqual(
        report.authors.map(({ high, name }) => [name, high < 0]),
        [
          ["model", true],
          ["learner", false]
        ]
      )
      assert.deepStrictEqual(
        report.models.map(({ name }) => name),
        ["some-model", null]
      )
      const elsewhere = yield* newGoal(learner, "Bake bread")
      assert.strictEqual((yield* (yield* CardHealth).report(learner, { goalId: elsewhere.id })).all.cards, 0)
      assert.strictEqual((yield* (yield* CardHealth).report(yield* newLearner)).all.cards, 0)
    }).pipe(Effect.provide(world()))
  )

  it.effect("does not blame a card for what it said before it was rewritten", () =>
    Effect.gen(function* () {
      const learner = yield* newLearner
      const goal = yield* newGoal(learner)
      const card = yield* fixtures.newCard(goal)
      yield* reviewed(card, [true, ...answers(0, 10)])
      assert.strictEqual((yield* (yield* CardHealth).report(learner)).toRewrite.length, 1)
      const updatedAt = DateTime.add(fixtures.january(1), { hours: 12 })
      const answer = Answer.make("Homesickness, and more")
      yield* (yield* FlashcardStore).update({ ...card, answer, updatedAt }, card.updatedAt)
      yield* reviewed(card, answers(3, 0), 20)
      const report = yield* (yield* CardHealth).report(learner)
      assert.deepStrictEqual(report.toRewrite, [])
      assert.strictEqual(report.all.reviews, 3)
    }).pipe(Effect.provide(world()))
  )

  it.effect("offers the rewrite, with how the card does as the complaint", () => {
    const script = newScript({
      rewrite: (card) => Effect.succeed({ ...card, question: "Which town is Norway governed from?" })
    })
    return Effect.gen(function* () {
      const learner = yield* newLearner
      const { goal, tree } = yield* newGrown(learner, "# North\nWhat is the capital of Norway? => Oslo\n")
      const sides = { question: Question.make("What is the capital of Norway?"), answer: Answer.make("Oslo") }
      const card = yield* fixtures.newCard(goal, { ...sides, nodeId: tree.nodes[0]?.id ?? null })
      yield* reviewed(card, [true, ...answers(5, 5)])
      const { better } = yield* (yield* CardHealth).rewrite(learner, card.id, "I mix it up with Bergen.")
      assert.isTrue(better)
      assert.match(script.complaints[0]?.feedback ?? "", /50 %.*90 %.*I mix it up with Bergen\.$/)
    }).pipe(Effect.provide(world({ trees: lines.trees, cards: authorOf(script) })))
  })
})
