import { assert, describe, it } from "@effect/vitest"
import { Answer, EmbeddingIndex, Flashcards, Generation, Projector, Question } from "@loopi/core"
import { Effect } from "effect"
import * as lines from "../../lines.ts"
import { embedderDown, lexicalUnless, newGoal, newGrown, newLearner, slow, world } from "../../world.ts"

const reading = world({ trees: lines.trees, cards: lines.cards })

const oslo = "What is the capital of Norway? => Oslo, on the Oslofjord"
const osloAgain = "What is Norway's capital? => Oslo on the Oslofjord"

/** Which rule each card was left out by, and the question of the card it repeats. */
const repeatsIn = (report: { readonly leftOut: ReadonlyArray<{ readonly duplicates: ReadonlyArray<Repeat> }> }) =>
  report.leftOut.map(({ duplicates: [hit] }) => [hit?.rule, hit?.question])

interface Repeat {
  readonly rule: string
  readonly question: string
}

describe("duplicates among generated cards", () => {
  it.effect("are left out within a batch, with the card they repeat", () =>
    Effect.gen(function* () {
      const learner = yield* newLearner
      const { goal } = yield* newGrown(learner, `# North\n${oslo}\n${osloAgain}\n`)
      const report = yield* (yield* Generation).generate(learner, { goalId: goal.id })
      const [kept] = report.kept
      assert.strictEqual(report.kept.length, 1)
      assert.deepStrictEqual(repeatsIn(report), [["question_and_answer", "What is the capital of Norway?"]])
      assert.strictEqual(report.leftOut[0]?.duplicates[0]?.cardId, kept?.id)
    }).pipe(Effect.provide(reading))
  )

  it.effect("are left out when five runs write for the same goal at once", () =>
    Effect.gen(function* () {
      const learner = yield* newLearner
      const { goal } = yield* newGrown(
        learner,
        `# North\n${oslo}\n# Ports\nWhich sea is east of Sweden? => The Baltic Sea\n`
      )
      const run = (yield* Generation).generate(learner, { goalId: goal.id })
      yield* Effect.all(
        Array.from({ length: 5 }, () => run),
        { concurrency: "unbounded" }
      )
      const kept = yield* (yield* Flashcards).list(learner, { goalId: goal.id })
      assert.strictEqual(kept.length, 2)
    }).pipe(Effect.provide(world({ trees: lines.trees, cards: lines.cards, policy: { runsAtOnce: 5 }, ...slow })))
  )

  it.effect("are left out across skills and across goals", () =>
    Effect.gen(function* () {
      const learner = yield* newLearner
      const { goal } = yield* newGrown(learner, `# North\n${oslo}\n# Fjords\n${osloAgain}\n`)
      const first = yield* (yield* Generation).generate(learner, { goalId: goal.id })
      assert.deepStrictEqual(repeatsIn(first), [["question_and_answer", "What is the capital of Norway?"]])
      const other = yield* newGrown(learner, `# Ports\n${oslo}\nWhich sea is east of Sweden? => The Baltic Sea\n`)
      const second = yield* (yield* Generation).generate(learner, { goalId: other.goal.id })
      assert.deepStrictEqual(repeatsIn(second), [["same_text", "What is the capital of Norway?"]])
      assert.strictEqual(second.kept.length, 1)
    }).pipe(Effect.provide(reading))
  )

  it.effect("are left out against cards written by hand, but never those of another learner", () =>
    Effect.gen(function* () {
      const [learner, stranger] = [yield* newLearner, yield* newLearner]
      for (const owner of [learner, stranger]) {
        const goal = yield* newGoal(owner, "Bake bread")
        const [question, answer] = [Question.make("What is Norway's capital?"), Answer.make("Oslo on the Oslofjord")]
        if (owner === stranger) yield* (yield* Flashcards).add(owner, { goalId: goal.id, question, answer })
      }
      const generation = yield* Generation
      const mine = yield* newGrown(learner, `# North\n${oslo}\n`)
      assert.strictEqual((yield* generation.generate(learner, { goalId: mine.goal.id })).kept.length, 1)
      const theirs = yield* newGrown(stranger, `# North\n${oslo}\n`)
      const report = yield* generation.generate(stranger, { goalId: theirs.goal.id })
      assert.deepStrictEqual(repeatsIn(report), [["question_and_answer", "What is Norway's capital?"]])
    }).pipe(Effect.provide(reading))
  )

  it.effect("are not cards made alike: other capitals, other numbers, the opposite", () =>
    Effect.gen(function* () {
      const learner = yield* newLearner
      const alike = [
        oslo,
        "What is the capital of Sweden? => Stockholm, on lake Mälaren",
        "How many bits has an IPv4 address? => It has 32 bits",
        "How many bits has an IPv6 address? => It has 128 bits",
        "Which queue keeps messages in order? => A queue that guarantees order",
        "Which queue does not keep messages in order? => A queue that guarantees no order"
      ]
      const { goal } = yield* newGrown(learner, `# Facts\n${alike.join("\n")}\n`)
      const report = yield* (yield* Generation).generate(learner, { goalId: goal.id })
      assert.deepStrictEqual(repeatsIn(report), [])
    }).pipe(Effect.provide(reading))
  )

  it.effect("are all that a second run finds", () =>
    Effect.gen(function* () {
      const generation = yield* Generation
      const learner = yield* newLearner
      const { goal } = yield* newGrown(learner, `# North\n${oslo}\nWhich sea is east of Sweden? => The Baltic Sea\n`)
      const first = yield* generation.generate(learner, { goalId: goal.id })
      const second = yield* generation.generate(learner, { goalId: goal.id })
      assert.strictEqual(first.kept.length, 2)
      assert.deepStrictEqual(second.kept, [])
      assert.deepStrictEqual(
        repeatsIn(second).map(([rule]) => rule),
        ["same_text", "same_text"]
      )
      assert.deepStrictEqual(yield* (yield* Flashcards).list(learner, {}), first.kept)
    }).pipe(Effect.provide(reading))
  )
})

describe("without an embedder", () => {
  it.effect("cards are kept unchecked, copies are still told, and the vectors come with the next alignment", () => {
    let failure: typeof embedderDown | null = embedderDown
    const parts = { trees: lines.trees, cards: lines.cards, embedder: lexicalUnless(() => failure) }
    return Effect.gen(function* () {
      const generation = yield* Generation
      const learner = yield* newLearner
      const { goal } = yield* newGrown(learner, `# North\n${oslo}\n${osloAgain}\n${oslo.toUpperCase()}\n`)
      const report = yield* generation.generate(learner, { goalId: goal.id })
      assert.strictEqual(report.checkSkipped, "service_unavailable")
      assert.strictEqual(report.kept.length, 2)
      assert.deepStrictEqual((yield* generation.generate(learner, { goalId: goal.id })).kept, [])
      assert.deepStrictEqual(yield* (yield* EmbeddingIndex).entries(learner, "flashcard"), [])
      failure = null
      yield* (yield* Projector).catchUp
      assert.strictEqual((yield* (yield* EmbeddingIndex).entries(learner, "flashcard")).length, 2)
      assert.strictEqual((yield* generation.generate(learner, { goalId: goal.id })).checkSkipped, null)
    }).pipe(Effect.provide(world(parts)))
  })
})
