import { assert, describe, it } from "@effect/vitest"
import {
  AuthorFailed,
  BudgetExceeded,
  type CardReviewer,
  DistractorAuthor,
  Flashcards,
  Generation,
  Runs,
  type ProposedCard,
  Question,
  Answer,
  Schedules
} from "@loopi/core"
import { fixtures } from "@loopi/core/testing"
import { type Context, Effect, Layer } from "effect"
import * as lines from "../lines.ts"
import { newGrown, newLearner, world } from "../world.ts"
import { authorOf, newScript, type Script } from "./scripts.ts"

const note = `# North
What is the capital of Norway? => Oslo
What is the capital of Iceland? => Reykjavik
What is the capital of Denmark? => Copenhagen
# South
What is the capital of Portugal? => Lisbon
`

/** Answers the note does not give, for cards of these answers. */
const wrongFor =
  (...answers: ReadonlyArray<string>): Script["cardsIn"] =>
  (task) =>
    lines
      .cardsIn(task)
      .map((card) => (answers.includes(card.answer) ? { ...card, answer: `Not ${card.answer}ville` } : card))

const mended = (card: ProposedCard): ProposedCard => ({ ...card, answer: card.answer.replace(/Not (.*)ville/, "$1") })

const generated = (script: Script, parts: Parameters<typeof world>[0] = {}, request: object = {}) =>
  Effect.gen(function* () {
    const learner = yield* newLearner
    const { goal, tree } = yield* newGrown(learner, note)
    const report = yield* (yield* Generation).generate(learner, { goalId: goal.id, ...request })
    return { learner, goal, tree, report, answers: report.kept.map(({ answer }): string => answer) }
  }).pipe(Effect.provide(world({ trees: lines.trees, cards: authorOf(script), ...parts })))

describe("a card that breaks a rule", () => {
  it.effect("is written again with what is wrong with it, and kept in its place", () =>
    Effect.gen(function* () {
      const script = newScript({ cardsIn: wrongFor("Reykjavik"), rewrite: (card) => Effect.succeed(mended(card)) })
      const { answers, report } = yield* generated(script)
      assert.deepStrictEqual(answers, ["Oslo", "Reykjavik", "Copenhagen", "Lisbon"])
      assert.deepStrictEqual([report.leftOut, report.uncovered], [[], []])
      assert.deepStrictEqual(
        script.complaints.map(({ feedback, findings }) => [feedback, findings[0]?.rule]),
        [[null, "grounding"]]
      )
    })
  )

  it.effect("is left out with the rule and its fact named, where the rewrites of its skill are spent", () =>
    Effect.gen(function* () {
      const script = newScript({
        cardsIn: wrongFor("Oslo", "Reykjavik", "Copenhagen", "Lisbon"),
        rewrite: (card) => Effect.succeed(mended(card))
      })
      const { answers, report } = yield* generated(script, { policy: { rewritesPerSkill: 2 } })
      assert.deepStrictEqual(answers, ["Oslo", "Reykjavik", "Lisbon"])
      assert.deepStrictEqual(
        report.leftOut.map(({ answer, findings }) => [answer, findings[0]?.rule]),
        [["Not Copenhagenville", "grounding"]]
      )
      assert.deepStrictEqual(
        report.uncovered.map(({ nodeId, rule }) => [nodeId, rule]),
        [[report.kept[0]?.nodeId, "coverage"]]
      )
      assert.strictEqual(script.asked.filter((what) => what.startsWith("rewrite")).length, 3)
    })
  )

  it.effect.each([
    ["is no better when it is written again", (card: ProposedCard) => Effect.succeed(card), 2],
    ["is refused by its author", () => refused, 2],
    ["cannot be written again by its author, who is not asked for others", () => notOffered, 1],
    ["would cost more than the budget allows", () => overspent, 1]
  ] as const)("is dropped where it %s", ([, rewrite, calls]) =>
    Effect.gen(function* () {
      const script = newScript({ cardsIn: wrongFor("Reykjavik", "Copenhagen"), rewrite })
      const { answers, report } = yield* generated(script)
      assert.deepStrictEqual(answers, ["Oslo", "Lisbon"])
      assert.strictEqual(report.leftOut.length, 2)
      assert.strictEqual(script.asked.filter((what) => what.startsWith("rewrite")).length, calls)
    })
  )

  it.effect("stops the run where its author is to be asked later", () =>
    Effect.gen(function* () {
      const script = newScript({ cardsIn: wrongFor("Oslo"), rewrite: () => overloaded })
      assert.deepStrictEqual(yield* Effect.flip(generated(script)), overloaded)
    })
  )
})

const notOffered = AuthorFailed.make({ reason: "not_offered", retryable: false })
const overloaded = AuthorFailed.make({ reason: "overloaded", retryable: true })
const refused = AuthorFailed.make({ reason: "refused", retryable: false })
const overspent = BudgetExceeded.make({ limit: "tokens_per_day", cap: 2_000_000, resetsAt: fixtures.january(3, 0) })

describe("a reviewer", () => {
  it.effect("sees what the rules let pass, and what it rejects is written again or left out", () =>
    Effect.gen(function* () {
      const seen: Array<ReadonlyArray<string>> = []
      const reviewer: Context.Service.Shape<typeof CardReviewer> = {
        review: (_task, cards) =>
          Effect.sync(() => {
            seen.push(cards.map(({ answer }) => answer))
            return cards.map(({ answer }) => (answer === "Oslo" ? [trivial] : []))
          })
      }
      const mended = yield* generated(newScript({ rewrite: reworded }), { reviewer })
      assert.deepStrictEqual(seen, [["Oslo", "Reykjavik", "Copenhagen"], ["Lisbon"]])
      assert.strictEqual(String(mended.report.kept[0]?.question), "Which town is Norway's capital?")
      const without = yield* generated(newScript({ rewrite: () => notOffered }), { reviewer })
      assert.deepStrictEqual(without.answers, ["Reykjavik", "Copenhagen", "Lisbon"])
      assert.deepStrictEqual(without.report.leftOut[0]?.findings, [trivial])
    })
  )
})

const reworded = (card: ProposedCard) => Effect.succeed({ ...card, question: "Which town is Norway's capital?" })

const trivial = { rule: "atomic", severity: "reject", reason: "Everybody knows that." } as const

const options = (write: Context.Service.Shape<typeof DistractorAuthor>["write"]) =>
  Layer.succeed(DistractorAuthor, { write })

describe("wrong options", () => {
  it.effect("are kept with the card where all three are good, and else none", () =>
    Effect.gen(function* () {
      const asked: Array<ReadonlyArray<string>> = []
      const distractors = options((_task, cards) =>
        Effect.sync(() => {
          asked.push(cards.map(({ answer }) => answer))
          return cards.map(({ answer }) =>
            answer === "Oslo" ? [" Bergen", "Tromsø", "Stavanger"] : [answer, "Bergen", "Aarhus"]
          )
        })
      )
      const script = newScript({ cardsIn: wrongFor("Reykjavik"), rewrite: () => notOffered })
      const { report } = yield* generated(script, { distractors })
      assert.deepStrictEqual(asked, [["Oslo", "Copenhagen"], ["Lisbon"]])
      assert.deepStrictEqual(
        report.kept.map(({ distractors }) => distractors),
        [["Bergen", "Tromsø", "Stavanger"], [], []]
      )
    })
  )

  it.effect("are done without where nobody may write them", () =>
    Effect.gen(function* () {
      const { answers } = yield* generated(newScript(), { distractors: options(() => overspent) })
      assert.deepStrictEqual(answers, ["Oslo", "Reykjavik", "Copenhagen", "Lisbon"])
    })
  )
})

describe("an author of cards", () => {
  it.effect("is told the path, the skills beside, and what the learner has cards for near by", () => {
    const script = newScript()
    return Effect.gen(function* () {
      const learner = yield* newLearner
      const { goal, tree } = yield* newGrown(learner, note)
      const own = {
        question: Question.make("Which town is Norway governed from?"),
        answer: Answer.make("Oslo, of course")
      }
      const [nodeId] = tree.nodes.map(({ id }) => id)
      if (nodeId === undefined) return assert.fail("no skill")
      yield* (yield* Flashcards).add(learner, { goalId: goal.id, nodeId, ...own })
      const other = yield* newGrown(learner, note)
      const northern = {
        question: Question.make("What lies in the North, beyond Norway?"),
        answer: Answer.make("The Arctic Ocean")
      }
      yield* (yield* Flashcards).add(learner, { goalId: other.goal.id, ...northern })
      const run = yield* (yield* Runs).startGeneration(learner, { goalId: goal.id, nodeId })
      yield* (yield* Runs).awaitEnd(learner, run.id)
      const [task] = script.tasks
      assert.deepInclude(task, { path: ["North"], siblings: ["South"], runId: run.id, count: null })
      assert.deepStrictEqual(task?.known, [own.question, northern.question])
    }).pipe(Effect.provide(world({ trees: lines.trees, cards: authorOf(script) })))
  })

  it.effect("whose budget is spent ends the run with the limit and when it is over", () =>
    Effect.gen(function* () {
      assert.deepStrictEqual(yield* Effect.flip(generated(newScript({ before: () => overspent }))), overspent)
    })
  )
})

describe("cards that are wanted at once", () => {
  it.effect("are studied without approval", () =>
    Effect.gen(function* () {
      const learner = yield* newLearner
      const { goal } = yield* newGrown(learner, note)
      const report = yield* (yield* Generation).generate(learner, { goalId: goal.id, approve: true })
      assert.deepStrictEqual(
        report.kept.map(({ status }) => status),
        ["active", "active", "active", "active"]
      )
      assert.strictEqual((yield* (yield* Schedules).ofGoals(learner, [goal.id])).length, 4)
    }).pipe(Effect.provide(world({ trees: lines.trees, cards: lines.cards })))
  )
})
