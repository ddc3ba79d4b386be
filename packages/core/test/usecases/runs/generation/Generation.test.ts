import { assert, describe, it } from "@effect/vitest"
import {
  AuthorFailed,
  Flashcards,
  Generation,
  type GenerationProgress,
  type ProposedCard,
  quoteOf,
  Schedules,
  SkillNode,
  SkillNodeId,
  SkillNodeNotFound,
  SkillTree,
  SkillTreeStore,
  SourceDocumentId,
  type SourceSpan
} from "@loopi/core"
import { Effect } from "effect"
import { uuid } from "../../../fixtures/schedules.ts"
import * as lines from "../../lines.ts"
import { cardsOf, newGoal, newGrown, newLearner, proposedCard, world } from "../../world.ts"

const capitals = `# North
What is the capital of Norway? => Oslo
What is the capital of Iceland? => Reykjavik
# South
What is the capital of Portugal? => Lisbon
`

const reading = world({ trees: lines.trees, cards: lines.cards })

describe("Generation.generate", () => {
  it.effect("keeps drafts with the skill and the place in the note each comes from", () =>
    Effect.gen(function* () {
      const learner = yield* newLearner
      const { document, goal, tree } = yield* newGrown(learner, capitals)
      const report = yield* (yield* Generation).generate(learner, { goalId: goal.id })
      assert.deepInclude(report, { goalId: goal.id, leftOut: [], checkSkipped: null })
      assert.deepStrictEqual<unknown>(
        report.kept.map((card) => [card.status, card.nodeId, card.source && quoteOf(document, card.source)]),
        [
          ["draft", tree.nodes[0]?.id, "What is the capital of Norway? => Oslo"],
          ["draft", tree.nodes[0]?.id, "What is the capital of Iceland? => Reykjavik"],
          ["draft", tree.nodes[1]?.id, "What is the capital of Portugal? => Lisbon"]
        ]
      )
      assert.deepStrictEqual(yield* (yield* Flashcards).list(learner, {}), report.kept)
      assert.deepStrictEqual(yield* (yield* Schedules).ofGoals(learner, [goal.id]), [])
    }).pipe(Effect.provide(reading))
  )

  it.effect("reports how far it has come after every skill", () =>
    Effect.gen(function* () {
      const learner = yield* newLearner
      const { goal } = yield* newGrown(learner, `${capitals}What is the capital of Portugal? => LISBON\n`)
      const seen: Array<GenerationProgress> = []
      const onProgress = (progress: GenerationProgress) => Effect.sync(() => void seen.push(progress))
      yield* (yield* Generation).generate(learner, { goalId: goal.id }, onProgress)
      assert.deepStrictEqual(seen, [
        { nodesDone: 1, nodes: 2, kept: 2, leftOut: 0 },
        { nodesDone: 2, nodes: 2, kept: 3, leftOut: 1 }
      ])
    }).pipe(Effect.provide(reading))
  )

  it.effect(
    "writes for one skill alone when asked to, also for one that is switched off, and else for those enabled",
    () =>
      Effect.gen(function* () {
        const generation = yield* Generation
        const learner = yield* newLearner
        const { goal, tree } = yield* newGrown(learner, capitals)
        const [north, south] = tree.nodes.map(({ id }) => id)
        if (north === undefined || south === undefined) return assert.fail("no skills")
        const nodes = tree.nodes.map((node) => SkillNode.make({ ...node, enabled: node.id !== north }))
        yield* (yield* SkillTreeStore).save(SkillTree.make({ ...tree, nodes, version: 2 }))
        const all = yield* generation.generate(learner, { goalId: goal.id })
        assert.deepStrictEqual(
          all.kept.map((card) => card.nodeId),
          [south]
        )
        const one = yield* generation.generate(learner, { goalId: goal.id, nodeId: north })
        assert.deepStrictEqual(
          one.kept.map((card) => card.nodeId),
          [north, north]
        )
        const id = SkillNodeId.make(uuid(99))
        const unknown = yield* Effect.flip(generation.generate(learner, { goalId: goal.id, nodeId: id }))
        assert.deepStrictEqual(unknown, SkillNodeNotFound.make({ id }))
      }).pipe(Effect.provide(reading))
  )

  it.effect("needs a tree, and the goal to be the learner's own", () =>
    Effect.gen(function* () {
      const generation = yield* Generation
      const learner = yield* newLearner
      const goal = yield* newGoal(learner)
      const withoutTree = yield* Effect.flip(generation.generate(learner, { goalId: goal.id }))
      assert.strictEqual(withoutTree._tag, "SkillTreeNotFound")
      const stranger = yield* Effect.flip(generation.generate(yield* newLearner, { goalId: goal.id }))
      assert.strictEqual(stranger._tag, "GoalNotFound")
    }).pipe(Effect.provide(reading))
  )

  it.effect("never takes more cards than asked for, nor more than the policy allows", () =>
    Effect.gen(function* () {
      const generation = yield* Generation
      const learner = yield* newLearner
      const many = Array.from({ length: 30 }, (_, i) => `Which word stands for ${i} in code ${i}? => Word${i}word`)
      const { goal, tree } = yield* newGrown(learner, `# Codes\n${many.join("\n")}\n`)
      const [nodeId] = tree.nodes.map((node) => node.id)
      if (nodeId === undefined) return assert.fail("no skill")
      const three = yield* generation.generate(learner, { goalId: goal.id, nodeId, count: 3 })
      assert.strictEqual(three.kept.length + three.leftOut.length, 3)
      const most = yield* generation.generate(learner, { goalId: goal.id, nodeId, count: 1_000 })
      assert.strictEqual(most.kept.length + most.leftOut.length, 20)
    }).pipe(Effect.provide(reading))
  )
})

/** A world whose author of cards fails for the skills named. */
const failing = (reason: AuthorFailed["reason"], on: ReadonlyArray<string>) =>
  world({
    trees: lines.trees,
    cards: cardsOf((task) =>
      on.includes(task.node.title) ? AuthorFailed.make({ reason, retryable: true }) : lines.cardsIn(task)
    )
  })

describe("an author that fails", () => {
  it.effect("leaves the drafts of the skills before, whole", () =>
    Effect.gen(function* () {
      const learner = yield* newLearner
      const { goal } = yield* newGrown(learner, capitals)
      const failed = yield* Effect.flip((yield* Generation).generate(learner, { goalId: goal.id }))
      assert.deepInclude(failed, { _tag: "AuthorFailed", reason: "rate_limited" })
      assert.strictEqual((yield* (yield* Flashcards).list(learner, { status: "draft" })).length, 2)
    }).pipe(Effect.provide(failing("rate_limited", ["South"])))
  )

  it.effect("is passed over where it only lacks a note", () =>
    Effect.gen(function* () {
      const learner = yield* newLearner
      const { goal } = yield* newGrown(learner, capitals)
      const report = yield* (yield* Generation).generate(learner, { goalId: goal.id })
      assert.deepStrictEqual(
        report.kept.map((card) => String(card.answer)),
        ["Lisbon"]
      )
    }).pipe(Effect.provide(failing("nothing_to_read", ["North"])))
  )

  it.effect("is heard when it lacks a note for every skill", () =>
    Effect.gen(function* () {
      const learner = yield* newLearner
      const { goal } = yield* newGrown(learner, capitals)
      const failed = yield* Effect.flip((yield* Generation).generate(learner, { goalId: goal.id }))
      assert.deepInclude(failed, { _tag: "AuthorFailed", reason: "nothing_to_read" })
    }).pipe(Effect.provide(failing("nothing_to_read", ["North", "South"])))
  )
})

describe("the quality of what an author proposes", () => {
  const question = "What is the capital of Norway?"
  const elsewhere = SourceDocumentId.make(uuid(8))
  const rejected: ReadonlyArray<readonly [rule: string, what: string, card: ProposedCard, at: Partial<SourceSpan>]> = [
    ["grounding", "an answer the note does not give", proposedCard(question, "Bergen"), {}],
    ["grounding", "a place beyond the end of the note", proposedCard(question, "Oslo"), { end: 400 }],
    ["grounding", "a place in another note", proposedCard(question, "Oslo"), { documentId: elsewhere }],
    ["length", "an endless answer", proposedCard(question, "Oslo ".repeat(100)), {}],
    ["safety", "letters that cannot be kept", proposedCard(question, "Oslo\u0000"), {}],
    ["polar", "a question to be answered with yes", proposedCard("Is Oslo the capital of Norway?", "Yes"), {}]
  ]

  for (const [rule, what, card, at] of rejected) {
    const author = cardsOf(({ node }) => (node.source === null ? [] : [{ ...card, source: { ...node.source, ...at } }]))
    it.effect(`leaves out ${what} and names the rule: ${rule}`, () =>
      Effect.gen(function* () {
        const learner = yield* newLearner
        const { goal } = yield* newGrown(learner, "# Norway\nThe capital of Norway is Oslo.\n")
        const { kept, leftOut } = yield* (yield* Generation).generate(learner, { goalId: goal.id })
        assert.deepStrictEqual(kept, [])
        assert.isTrue(leftOut[0]?.findings.some((finding) => finding.rule === rule && finding.severity === "reject"))
        assert.deepStrictEqual(yield* (yield* Flashcards).list(learner, {}), [])
      }).pipe(Effect.provide(world({ trees: lines.trees, cards: author })))
    )
  }
})
