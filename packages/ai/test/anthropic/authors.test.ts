/**
 * What the authors make of an answer: places in the notes, cards for facts, options for cards.
 */
import { assert, describe, it } from "@effect/vitest"
import { CardReviewer, DistractorAuthor, FlashcardAuthor, quoteOf, SkillTreeAuthor } from "@loopi/core"
import { Effect, Stream } from "effect"
import { aCard, assignmentFor, bread, cardText, factsOf, impatient, Remote, treeFor, world } from "./world.ts"

const inWorld = <A, E>(
  effect: Effect.Effect<A, E, FlashcardAuthor | SkillTreeAuthor | DistractorAuthor | Remote>,
  answer: object
) =>
  Effect.gen(function* () {
    const remote = yield* Remote
    remote.say({ text: JSON.stringify(answer) })
    return yield* effect
  }).pipe(impatient([]), Effect.provide(world(), { local: true }))

const fact = (quote: string, more: object = {}) => ({ statement: `It is said: ${quote}`, kind: "qa", quote, ...more })

const cards = [
  { question: "What is gluten?", answer: "A protein" },
  { question: "What is yeast?", answer: "A fungus" }
]

const planned = (count: number | null) =>
  Effect.flatMap(FlashcardAuthor, (author) => author.plan({ ...assignmentFor(null), count }))

describe("a plan", () => {
  it.live("takes the facts that stand in the note, with their place, and no others", () => {
    const assignment = assignmentFor()
    const facts = [
      fact("Gluten: a stretchy protein"),
      fact("Yeast is a plant"),
      fact("turns  sugar into gas"),
      fact(""),
      fact("Salt", { kind: "table" })
    ]
    return inWorld(
      Effect.gen(function* () {
        const planned = yield* (yield* FlashcardAuthor).plan(assignment)
        const { document } = assignment
        assert.deepStrictEqual(
          planned.map(({ source }) => document && source && quoteOf(document, source)),
          ["Gluten**: a stretchy protein", "turns sugar into gas"]
        )
      }),
      { facts }
    )
  })

  it.live("has no place in a note of which there is none, and fails when no fact is left", () =>
    Effect.gen(function* () {
      const planning = Effect.flatMap(FlashcardAuthor, (author) => author.plan(assignmentFor(null)))
      const planned = yield* inWorld(planning, { facts: [fact("made up"), fact("")] })
      assert.deepStrictEqual(
        planned.map(({ source }) => source),
        [null, null]
      )
      const grounded = Effect.flatMap(FlashcardAuthor, (author) => author.plan(assignmentFor()))
      const error = yield* Effect.flip(inWorld(grounded, { facts: [fact("made up")] }))
      assert.deepInclude(error, { reason: "malformed", retryable: false })
    })
  )

  it.live("keeps to the count, and uses what there is of an answer that is too long", () =>
    Effect.gen(function* () {
      const facts = Array.from({ length: 50 }, (_, i) => fact(`number ${i}`))
      assert.strictEqual((yield* inWorld(planned(3), { facts })).length, 3)
      assert.strictEqual((yield* inWorld(planned(null), { facts })).length, 20)
      const cut = Effect.gen(function* () {
        const remote = yield* Remote
        remote.say({ text: JSON.stringify({ facts }).slice(0, 400), stop: "max_tokens" })
        return yield* planned(null)
      })
      assert.isAtLeast((yield* inWorld(cut, {})).length, 2)
    })
  )
})

it.live("a card has the place of its fact, and says who wrote it", () => {
  const assignment = assignmentFor()
  const facts = factsOf(assignment)
  const writing = Effect.flatMap(FlashcardAuthor, (author) => Stream.runCollect(author.write(assignment, facts)))
  return Effect.gen(function* () {
    const written = yield* inWorld(writing, { cards: [aCard(2), aCard(2), aCard(3), aCard(0), aCard(1)] })
    assert.deepStrictEqual(
      written.map(({ fact: of }) => of),
      [1, 0]
    )
    for (const card of written) {
      assert.deepStrictEqual(card.source, facts[card.fact]?.source)
      assert.deepStrictEqual(card.authorship, {
        author: "loopi/anthropic",
        model: "claude-sonnet-5-5",
        promptVersion: "write-1",
        confidence: 0.8
      })
    }
  })
})

it.live("a rewritten card stays with its fact and its place, and one without words is none", () => {
  const assignment = assignmentFor()
  const authorship = { author: "learner", model: null, promptVersion: null, confidence: 1 }
  const source = factsOf(assignment)[0]?.source ?? null
  const card = { fact: 4, kind: "qa" as const, question: "What?", answer: "That", source, authorship }
  const rewriting = Effect.flatMap(FlashcardAuthor, (author) =>
    author.rewrite(assignment, card, { findings: [], feedback: "Shorter" })
  )
  return Effect.gen(function* () {
    const again = yield* inWorld(rewriting, JSON.parse(cardText([aCard(1)])))
    assert.deepInclude(again, { fact: 4, source, question: "What is fact number 1 about?" })
    assert.strictEqual(again.authorship.promptVersion, "rewrite-1")
    const empty = yield* Effect.flip(inWorld(rewriting, JSON.parse(cardText([aCard(1, { answer: "<b></b>" })]))))
    assert.deepInclude(empty, { reason: "malformed" })
  })
})

it.live("options come in the order of the cards: three for a card, or none", () => {
  const writing = Effect.flatMap(DistractorAuthor, (author) => author.write(assignmentFor(), cards))
  return Effect.gen(function* () {
    const options = [
      { card: 2, wrong: ["A plant", "A mineral", "<i>A protein</i>", "A fat"] },
      { card: 1, wrong: ["A fat", "A fat", "A fat"] },
      { card: 7, wrong: ["a", "b", "c"] }
    ]
    assert.deepStrictEqual(yield* inWorld(writing, { options }), [[], ["A plant", "A mineral", "A protein"]])
    assert.deepStrictEqual(yield* inWorld(writing, { options: [] }), [[], []])
  })
})

it.live("problems come in the order of the cards, and no problem is an answer", () => {
  const reviewing = Effect.flatMap(CardReviewer, (reviewer) => reviewer.review(assignmentFor(), cards))
  return Effect.gen(function* () {
    const problem = { card: 2, rule: "ambiguity", severity: "warn", reason: "There are <b>other</b> fungi." }
    assert.deepStrictEqual(yield* inWorld(reviewing, { problems: [problem, { ...problem, card: 9 }] }), [
      [],
      [{ rule: "ambiguity", severity: "warn", reason: "There are other fungi." }]
    ])
    assert.deepStrictEqual(yield* inWorld(reviewing, { problems: [] }), [[], []])
  })
})

const skill = (title: string, more: object = {}) => ({
  title,
  description: "",
  note: 1,
  begins: null,
  ends: null,
  ...more
})
const growing = (assignment = treeFor([bread])) =>
  Effect.flatMap(SkillTreeAuthor, (author) => Stream.runCollect(author.propose(assignment)))

describe("a tree", () => {
  it.live(
    "has the passage of each skill at an end: from its first words to its last, or to the end of the section",
    () => {
      const assignment = treeFor([`${bread}\n## Salt\n\nSalt slows yeast down.\n`])
      const [document] = assignment.documents
      const categories = [
        skill("Gluten", { begins: "Gluten: a stretchy", ends: "in the dough.", topics: [] }),
        skill("Yeast", { begins: "Yeast is a", ends: "nowhere", topics: [] }),
        skill("Nothing", { begins: "not there", topics: [] }),
        skill("Elsewhere", { note: 3, begins: "Yeast", topics: [] }),
        skill("Above", { begins: "# Bread", topics: [skill("Below", { begins: "## Salt", subtopics: [] })] })
      ]
      return Effect.gen(function* () {
        const tree = yield* inWorld(growing(assignment), { categories })
        const quotes = [...tree, ...(tree.at(-1)?.children ?? [])].map(
          ({ source }) => document && source && quoteOf(document, source).trim()
        )
        assert.deepStrictEqual(quotes, [
          "Gluten**: a stretchy protein that holds the gas in the dough.",
          "Yeast is a fungus that turns sugar into gas. It works best at 27 degrees.",
          null,
          null,
          null,
          "## Salt\n\nSalt slows yeast down."
        ])
      })
    }
  )

  it.live("names no two neighbours alike, and none with nothing", () =>
    Effect.gen(function* () {
      const topics = ["Wheat", "wheat ", "<b></b>", "Rye"].map((title) => skill(title, { subtopics: [] }))
      const categories = [skill("Flour", { topics }), skill("FLOUR", { topics: [] })]
      const tree = yield* inWorld(growing(), { categories })
      assert.deepStrictEqual(
        tree.map(({ children, title }) => [title, ...children.map((child) => child.title)]),
        [["Flour", "Wheat", "Rye"]]
      )
      const empty = yield* Effect.flip(inWorld(growing(), { categories: [skill("<b></b>", { topics: [] })] }))
      assert.deepInclude(empty, { reason: "malformed" })
    })
  )
})
