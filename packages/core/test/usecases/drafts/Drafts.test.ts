import { assert, describe, it } from "@effect/vitest"
import {
  Answer,
  AuthorFailed,
  type ChosenDrafts,
  Drafts,
  Flashcards,
  FlashcardStore,
  type ProposedCard,
  Question,
  Runs,
  Schedules,
  type UserId
} from "@loopi/core"
import { Effect } from "effect"
import * as lines from "../lines.ts"
import { authorOf, newScript, type Script } from "../runs/scripts.ts"
import { newGrown, newLearner, world } from "../world.ts"

const oslo = "What is the capital of Norway? => Oslo, on the Oslofjord"
const osloAgain = "What is Norway's capital? => Oslo on the Oslofjord"
const note = `# North
${oslo}
What is the capital of Iceland? => Reykjavik
# South
What is the capital of Portugal? => Lisbon
`

const scripted = (script: Script = newScript()) => world({ trees: lines.trees, cards: authorOf(script) })

/** Drafts of a goal, written by a run. */
const written = Effect.fnUntraced(function* (text = note) {
  const learner = yield* newLearner
  const { goal } = yield* newGrown(learner, text)
  const run = yield* (yield* Runs).startGeneration(learner, { goalId: goal.id })
  yield* (yield* Runs).awaitEnd(learner, run.id)
  const cards = yield* (yield* Flashcards).list(learner, {})
  return { learner, goal, run, cards, first: cards[0] ?? assert.fail("no card") }
})

const answersIn = Effect.fnUntraced(function* (learner: UserId, chosen: ChosenDrafts) {
  return (yield* (yield* Drafts).preview(learner, chosen)).drafts.map(({ card }): string => card.answer)
})

describe("drafts", () => {
  it.effect("are shown with what is doubtful about each, by goal, by run or by id", () =>
    Effect.gen(function* () {
      const { cards, goal, learner, run } = yield* written()
      const drafts = yield* Drafts
      const all = ["Oslo, on the Oslofjord", "Reykjavik", "Lisbon"]
      assert.deepStrictEqual(yield* answersIn(learner, { goalId: goal.id }), all)
      assert.deepStrictEqual(yield* answersIn(learner, { runId: run.id }), all)
      assert.deepStrictEqual(yield* answersIn(learner, { ids: cards.slice(1).map(({ id }) => id) }), all.slice(1))
      assert.deepStrictEqual(yield* answersIn(yield* newLearner, { runId: run.id }), [])
      const sides = {
        question: Question.make("What is Norway's capital?"),
        answer: Answer.make("Oslo on the Oslofjord")
      }
      const twin = yield* (yield* Flashcards).add(learner, { goalId: goal.id, ...sides })
      const preview = yield* drafts.preview(learner, { goalId: goal.id })
      assert.deepStrictEqual(
        preview.drafts.map(({ duplicates, findings }) => [duplicates.map(({ cardId }) => cardId), findings]),
        [
          [[twin.id], []],
          [[], []],
          [[], []]
        ]
      )
      assert.strictEqual(preview.checkSkipped, null)
    }).pipe(Effect.provide(scripted()))
  )

  it.effect("are approved and discarded in bulk, and cards that are studied are left alone", () =>
    Effect.gen(function* () {
      const { cards, first, goal, learner, run } = yield* written()
      const drafts = yield* Drafts
      assert.strictEqual(yield* drafts.approve(learner, { ids: [first.id] }), 1)
      assert.strictEqual(yield* drafts.approve(learner, { ids: [first.id] }), 0)
      assert.strictEqual(yield* drafts.discard(learner, { ids: cards.map(({ id }) => id).slice(0, 2) }), 1)
      assert.strictEqual(yield* drafts.discard(yield* newLearner, { runId: run.id }), 0)
      assert.deepStrictEqual(yield* answersIn(learner, { goalId: goal.id }), ["Lisbon"])
      assert.strictEqual(yield* drafts.approve(learner, { runId: run.id }), 1)
      assert.strictEqual((yield* (yield* Schedules).ofGoals(learner, [goal.id])).length, 2)
    }).pipe(Effect.provide(scripted()))
  )

  it.effect("are what the learner writes them anew as, and remember what they were", () =>
    Effect.gen(function* () {
      const { first, learner } = yield* written()
      const [drafts, store] = [yield* Drafts, yield* FlashcardStore]
      const answer = Answer.make("Yes")
      const edited = yield* drafts.edit(learner, first.id, { answer })
      assert.deepInclude(edited.card, { answer, question: first.question, status: "draft" })
      assert.strictEqual(edited.card.authorship.author, "learner")
      assert.deepStrictEqual(
        edited.findings.map(({ rule }) => rule),
        ["grounding"]
      )
      assert.deepStrictEqual(
        (yield* store.revisions(learner, first.id)).map((revision) => revision.answer),
        [first.answer]
      )
      const stranger = yield* Effect.flip(drafts.edit(yield* newLearner, first.id, { answer }))
      assert.strictEqual(stranger._tag, "FlashcardNotFound")
    }).pipe(Effect.provide(scripted()))
  )
})

const refined = (rewrite: Script["rewrite"], text = note) => {
  const script = newScript({ rewrite })
  return Effect.gen(function* () {
    const { cards, first, learner } = yield* written(text)
    const result = yield* (yield* Drafts).refine(learner, first.id, "Say where it lies.\u0000")
    const now = yield* (yield* FlashcardStore).get(learner, first.id)
    return { cards, first, result, now, complaint: script.complaints[0] }
  }).pipe(Effect.provide(scripted(script)))
}
const asking = (question: string, answer: string, source?: null) => (card: ProposedCard) =>
  Effect.succeed({ ...card, question, answer, ...(source === null && { source }) })

describe("a card that is to be better", () => {
  it.effect("is written by its author with the learner's words, and kept where it passes", () =>
    Effect.gen(function* () {
      const better = asking("Which capital lies on the Oslofjord?", "Oslo")
      const { complaint, now, result } = yield* refined(better)
      assert.isTrue(result.better)
      assert.deepStrictEqual(result.card, now)
      assert.deepInclude(now, { question: Question.make("Which capital lies on the Oslofjord?"), status: "draft" })
      assert.strictEqual(complaint?.feedback, "Say where it lies.")
    })
  )

  it.effect.each([
    ["a rule it breaks", asking("What is the capital of Norway?", "Bergen"), ["grounding"], 0],
    ["the card it repeats", asking("What is the capital of Iceland?", "Reykjavik", null), [], 1],
    ["nothing, when it is the same card again", (card: ProposedCard) => Effect.succeed(card), [], 0]
  ] as const)("stays as it is with %s", ([, rewrite, rules, duplicates]) =>
    Effect.gen(function* () {
      const { first, now, result } = yield* refined(rewrite)
      assert.isFalse(result.better)
      assert.deepStrictEqual(now, first)
      const told = result.better ? assert.fail("kept") : result
      assert.deepStrictEqual<unknown>(
        [told.findings.map(({ rule }) => rule), told.duplicates.length],
        [rules, duplicates]
      )
    })
  )

  it.effect("stays as it is where its author does not rewrite", () =>
    Effect.gen(function* () {
      const refusal = AuthorFailed.make({ reason: "not_offered", retryable: false })
      assert.deepStrictEqual(yield* Effect.flip(refined(() => refusal)), refusal)
    })
  )
})

describe("a card that was left out for repeating another", () => {
  it.effect("is kept anyway, once, with the learner's reason", () =>
    Effect.gen(function* () {
      const { first, learner, run } = yield* written(`# North\n${oslo}\n${osloAgain}\n`)
      const drafts = yield* Drafts
      const sides = { question: "What is Norway's capital?", answer: "Oslo on the Oslofjord" }
      const kept = yield* drafts.keepAnyway(learner, run.id, sides, "I like both ways.")
      assert.deepInclude(kept, {
        status: "draft",
        keptBecause: "I like both ways.",
        runId: run.id,
        nodeId: first.nodeId
      })
      assert.deepStrictEqual(yield* drafts.keepAnyway(learner, run.id, sides, "Again."), kept)
      assert.strictEqual((yield* answersIn(learner, { runId: run.id })).length, 2)
    }).pipe(Effect.provide(scripted()))
  )

  it.effect("is nothing else: neither a bad card, nor one nobody wrote, nor another learner's", () =>
    Effect.gen(function* () {
      const { learner, run } = yield* written()
      const drafts = yield* Drafts
      const unknown = drafts.keepAnyway(learner, run.id, { question: "What is it?", answer: "It" }, "So")
      assert.strictEqual((yield* Effect.flip(unknown))._tag, "LeftOutNotFound")
      const bad = { question: "What is the capital of Portugal?", answer: "Not Lisbonville" }
      assert.strictEqual((yield* Effect.flip(drafts.keepAnyway(learner, run.id, bad, "So")))._tag, "LeftOutNotFound")
      const theirs = drafts.keepAnyway(yield* newLearner, run.id, bad, "So")
      assert.strictEqual((yield* Effect.flip(theirs))._tag, "RunNotFound")
    }).pipe(
      Effect.provide(
        scripted(
          newScript({
            cardsIn: (task) =>
              lines
                .cardsIn(task)
                .map((card) => (card.answer === "Lisbon" ? { ...card, answer: "Not Lisbonville" } : card))
          })
        )
      )
    )
  )
})
