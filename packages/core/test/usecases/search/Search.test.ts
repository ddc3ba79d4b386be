import { assert, describe, it } from "@effect/vitest"
import {
  Answer,
  EmbedderFailed,
  EmbeddingIndex,
  type Flashcard,
  FlashcardId,
  FlashcardStore,
  type Goal,
  Projector,
  Question,
  Search,
  type SearchHit,
  SearchText,
  StoreUnavailable,
  type UserId
} from "@loopi/core"
import { MemoryEmbeddingIndex } from "@loopi/core/memory"
import { fixtures } from "@loopi/core/testing"
import { Effect, Layer } from "effect"
import { embedderDown, lexicalUnless, newGoal, newLearner, world } from "../world.ts"

const idOf = (hit: SearchHit): string | undefined => (hit.kind === "goal" ? hit.goal.id : hit.card.id)

const find = Effect.fnUntraced(function* (
  learner: UserId,
  text: string,
  options?: { readonly kind?: "goal" | "flashcard"; readonly limit?: number }
) {
  const report = yield* (yield* Search).find(learner, SearchText.make(text), options)
  return { ...report, ids: report.hits.map(idOf) }
})

const newCards = Effect.fnUntraced(function* (goal: Goal, lines: ReadonlyArray<readonly [string, string]>) {
  const cards: Array<Flashcard> = []
  for (const [question, answer] of lines) {
    cards.push(yield* fixtures.newCard(goal, { question: Question.make(question), answer: Answer.make(answer) }))
  }
  yield* (yield* Projector).settle(goal.userId)
  return cards.map(({ id }) => id)
})

const capitals = [
  ["What is the capital of Norway?", "Oslo"],
  ["What is the capital of Sweden?", "Stockholm"],
  ["Who painted Guernica?", "Picasso, after the bombing of Guernica"],
  ["What did Norway join in 1994?", "The European Economic Area"]
] as const

describe("Search.find", () => {
  it.effect("makes vectors that wait before it looks: what was restored just now is found by its meaning", () =>
    Effect.gen(function* () {
      const learner = yield* newLearner
      const goal = yield* newGoal(learner, "Know the countries of the north")
      const { id } = yield* fixtures.newCard(goal, { question: Question.make("What is the capital of Norway?") })
      const [hit] = (yield* find(learner, "capital of Norway")).hits
      assert.deepInclude(hit, { kind: "flashcard", words: 1 })
      assert.strictEqual(idOf(hit ?? assert.fail("nothing is found")), id)
      assert.isNotNull(hit?.meaning)
    }).pipe(Effect.provide(world()))
  )

  it.effect("finds by meaning, by the words of question and answer, and best what has both", () =>
    Effect.gen(function* () {
      const learner = yield* newLearner
      const goal = yield* newGoal(learner, "Know the countries of the north")
      const [oslo, stockholm, guernica, area] = yield* newCards(goal, capitals)
      assert.deepStrictEqual((yield* find(learner, "capital of Norway")).ids, [oslo, stockholm, area])
      assert.deepStrictEqual((yield* find(learner, "bombing")).ids, [guernica])
      assert.deepStrictEqual((yield* find(learner, "northern countries")).ids[0], goal.id)
      const [hit] = (yield* find(learner, "Stockholm")).hits
      assert.deepInclude(hit, { kind: "flashcard", words: 1, meaning: null })
    }).pipe(Effect.provide(world()))
  )

  it.effect("finds goals or cards alone, and no more than asked for", () =>
    Effect.gen(function* () {
      const learner = yield* newLearner
      const goal = yield* newGoal(learner, "The capital of every country")
      const [oslo] = yield* newCards(goal, capitals)
      assert.deepStrictEqual((yield* find(learner, "capital", { kind: "goal" })).ids, [goal.id])
      assert.notInclude((yield* find(learner, "capital", { kind: "flashcard" })).ids, goal.id)
      assert.deepStrictEqual((yield* find(learner, "capital of Norway", { limit: 1 })).ids, [oslo])
    }).pipe(Effect.provide(world()))
  )

  it.effect("never shows a card that is gone, nor one of somebody else", () =>
    Effect.gen(function* () {
      const [learner, stranger] = [yield* newLearner, yield* newLearner]
      const [oslo = FlashcardId.make(learner)] = yield* newCards(yield* newGoal(learner), capitals)
      yield* newCards(yield* newGoal(stranger), [["What is the capital of Norway?", "Oslo"]])
      // Removed beneath the use cases: its vector is still there.
      yield* (yield* FlashcardStore).remove(learner, [oslo])
      const entries = yield* (yield* EmbeddingIndex).entries(learner, "flashcard")
      assert.include(
        entries.map(({ id }) => id),
        oslo
      )
      const found = yield* find(learner, "capital of Norway")
      assert.notInclude(found.ids, oslo)
      assert.isTrue(found.hits.every((hit) => hit.kind === "goal" || hit.card.userId === learner))
    }).pipe(Effect.provide(world()))
  )

  it.effect("searches the words alone, and says why, where meanings cannot be searched", () => {
    let failure: EmbedderFailed | null = null
    let down = false
    const index = Layer.effect(
      EmbeddingIndex,
      EmbeddingIndex.use((it) =>
        Effect.succeed(
          EmbeddingIndex.of({
            ...it,
            nearest: (...args) =>
              down ? StoreUnavailable.make({ operation: "nearest", cause: "down" }) : it.nearest(...args)
          })
        )
      )
    ).pipe(Layer.provide(MemoryEmbeddingIndex.layer))
    return Effect.gen(function* () {
      const learner = yield* newLearner
      const [oslo, , , area] = yield* newCards(yield* newGoal(learner), capitals)
      failure = embedderDown
      const words = yield* find(learner, "Norway")
      assert.strictEqual(words.meaningSkipped, "service_unavailable")
      assert.sameMembers(words.ids, [oslo, area])
      failure = EmbedderFailed.make({ reason: "credentials_refused", retryable: false })
      assert.strictEqual((yield* find(learner, "Norway")).meaningSkipped, "embedding_failed")
      failure = null
      down = true
      assert.strictEqual((yield* find(learner, "Norway")).meaningSkipped, "service_unavailable")
      down = false
      assert.isNull((yield* find(learner, "Norway")).meaningSkipped)
    }).pipe(Effect.provide(world({ index, embedder: lexicalUnless(() => failure) })))
  })

  it.effect("finds the one card among 1,500, whatever page it is on", () =>
    Effect.gen(function* () {
      const learner = yield* newLearner
      const goal = yield* newGoal(learner)
      const others = Array.from({ length: 1_500 }, (_, i) => [`What is number ${i}?`, `Number ${i}`] as const)
      const ids = yield* newCards(goal, others)
      assert.strictEqual((yield* find(learner, "number 1499", { kind: "flashcard" })).ids[0], ids.at(-1))
      assert.strictEqual((yield* find(learner, "number 3", { kind: "flashcard" })).ids[0], ids[3])
      assert.lengthOf((yield* find(learner, "number")).ids, 10)
    }).pipe(Effect.provide(world()))
  )
})
