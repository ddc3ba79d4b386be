/**
 * Two cards are duplicates when question and answer agree, never by their questions alone.
 */
import { assert, describe, it } from "@effect/vitest"
import { Lexical, Similarity, SpaceId, thresholdsOf } from "@loopi/core"
import { Schema } from "effect"

const thresholds = thresholdsOf(SpaceId.make("lexical-1"))
const card = (question: string, answer: string): Similarity.Sides => ({ question, answer })
/** As near as a model would find paraphrases. */
const near = 0.9
const rule = (a: Similarity.Sides, b: Similarity.Sides, score = near) =>
  Similarity.duplicateRule(a, b, score, thresholds)

const norway = card("What is the capital of Norway?", "Oslo")

describe("Similarity.duplicateRule", { timeout: 30_000 }, () => {
  it("keeps the capitals of Norway and Sweden apart, although the questions are alike", () => {
    const sweden = card("What is the capital of Sweden?", "Stockholm")
    const score = Lexical.cosine(Lexical.lexicalVector(norway.question), Lexical.lexicalVector(sweden.question))
    assert.isAbove(score, 0.5)
    assert.isUndefined(rule(norway, sweden))
  })

  it("finds a paraphrase with the same answer", () => {
    assert.strictEqual(rule(norway, card("Which city is Norway's capital?", "Oslo")), "question_and_answer")
    assert.strictEqual(
      rule(
        card("What does a mutex guarantee?", "Only one thread at a time enters the section"),
        card("What guarantee does a mutex give?", "One thread at a time may enter the section")
      ),
      "question_and_answer"
    )
  })

  it("keeps questions that each name something of their own, whatever their answers share", () => {
    const pairs = [
      [
        card("What is listed under “find-max” for binary heaps?", "Constant time"),
        card("What is listed under “find-max” for pairing heaps?", "Constant time")
      ],
      [
        card("What is proactive interference? (Interference)", "New learning disturbed by old"),
        card("What is retroactive interference? (Interference)", "Old learning disturbed by new")
      ],
      [
        card("What is an agonist?", "A drug that binds to a receptor and activates it fully"),
        card("What is a partial agonist?", "A drug that binds to a receptor and activates it in part")
      ],
      [
        card("Signup: what is listed under “REST”? (RPC and REST)", "POST persons"),
        card("Signup: what is listed under “RPC”? (RPC and REST)", "POST signup person")
      ]
    ] as const
    for (const [one, other] of pairs) assert.isUndefined(rule(one, other, 0.99))
  })

  it("asks for questions as near as the space says", () => {
    const same = card("Name the capital of Norway", "Oslo")
    assert.strictEqual(rule(norway, same, thresholds.question), "question_and_answer")
    assert.isUndefined(rule(norway, same, thresholds.question - 0.01))
  })

  it("finds the same text whatever its case, spacing and punctuation, at any score", () => {
    assert.strictEqual(rule(norway, card("what is  the CAPITAL of Norway", "Oslo."), 0), "same_text")
    assert.isUndefined(rule(norway, card("what is the capital of Norway", "Bergen"), 0))
  })

  it.each([
    [
      "numbers in the question",
      card("What does HTTP status 404 mean?", "The page"),
      card("What does HTTP status 403 mean?", "The page")
    ],
    [
      "numbers in the answer",
      card("How long is a day on Mars?", "About 24.6 hours"),
      card("How long is one day on Mars?", "About 24.7 hours")
    ],
    [
      "a negation",
      card("Which sorts are stable?", "Merge sort, insertion sort"),
      card("Which sorts are not stable?", "Merge sort, insertion sort")
    ],
    [
      "a negation with n't",
      card("When does a cache help?", "With repeated reads"),
      card("When doesn't a cache help?", "With repeated reads")
    ],
    [
      "a negation as printed",
      card("When does a cache help?", "With repeated reads"),
      card("When doesn’t a cache help?", "With repeated reads")
    ],
    [
      "advantage and disadvantage",
      card("Name an advantage of B-trees", "Wide nodes"),
      card("Name a disadvantage of B-trees", "Wide nodes")
    ]
  ])("keeps cards apart that differ in %s", (_, a, b) => {
    assert.isUndefined(rule(a, b))
    assert.isUndefined(rule(b, a))
  })

  it.each(["Yes", "No", "It depends", "True", "All of the above", "never", "?"])(
    "learns nothing from the answer %j",
    (answer) => {
      const [a, b] = [card("Is a heap a tree?", answer), card("Is the heap some tree?", answer)]
      assert.isUndefined(rule(a, b))
      assert.strictEqual(rule(a, a), "same_text")
    }
  )

  it("keeps words apart that differ in a vowel sign", () => {
    assert.notStrictEqual(Similarity.normalise("की"), Similarity.normalise("का"))
    assert.isUndefined(rule(card("इसका अर्थ क्या है: की", "शब्द"), card("इसका अर्थ क्या है: का", "शब्द"), 0))
  })

  const AnySides = Schema.Struct({ question: Schema.String, answer: Schema.String })

  it.prop(
    "does not depend on which card came first, and finds every card in itself",
    [AnySides, AnySides],
    ([a, b]) => {
      assert.strictEqual(rule(a, b), rule(b, a))
      assert.strictEqual(rule(a, a, 0), "same_text")
    },
    { arbitrary: { runs: 200, seed: 4 } }
  )
})
