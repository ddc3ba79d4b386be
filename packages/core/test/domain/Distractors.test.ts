/**
 * Wrong options that would give the answer away, or be right, are refused.
 */
import { assert, describe, it } from "@effect/vitest"
import { Schema } from "effect"
import { checkDistractors, isAcceptable } from "../../src/domain/CardQuality.ts"

const check = (answer: string, ...distractors: Array<string>) => checkDistractors({ answer }, distractors)
const severities = (answer: string, ...distractors: Array<string>) =>
  check(answer, ...distractors).map(({ rule, severity }) => `${severity} ${rule}`)

describe("checkDistractors", () => {
  it.each([
    ["Paris", ["Lyon", "Rome", "Bern"]],
    ["443", ["80", "22", "8080"]],
    ["10 ms", ["1 ms", "100 ms", "5 s"]],
    ["a | b", ["a & b", "a ^ b", "~a"]],
    ["O(log n)", ["O(n)", "O(1)", "O(n^2)"]],
    ["北京", ["上海", "广州", "深圳"]]
  ])("takes fair options for %s", (answer, options) => assert.deepEqual(check(answer, ...options), []))

  it.each([
    ["too few", "Paris", ["Lyon", "Rome"]],
    ["too many", "Paris", ["Lyon", "Rome", "Bern", "Oslo"]],
    ["an empty one", "Paris", ["Lyon", "Rome", "  "]],
    ["the same twice", "Paris", ["Lyon", "lyon ", "Bern"]],
    ["the answer", "Paris", ["paris", "Rome", "Bern"]],
    ["a part of the answer", "Paris, France", ["France", "Rome, Italy", "Bern, Switzerland"]],
    ["the answer and more", "Paris", ["Paris, France", "Rome", "Bern"]],
    ["all of the above", "Paris", ["All of the above", "Rome", "Bern"]],
    ["none of these", "Paris", ["None of these", "Rome", "Bern"]],
    ["a word among numbers", "1928", ["1929", "1930", "London"]],
    ["an endless one", "Paris", ["x".repeat(1_001), "Rome", "Bern"]]
  ])("refuses %s", (_, answer, options) => {
    assert.deepEqual(severities(answer, ...options), ["reject distractors"])
    assert.isFalse(isAcceptable(check(answer, ...options)))
  })

  it("warns of an option whose length gives it away", () => {
    const long = "The capital of a small country in the Alps"
    assert.deepEqual(severities("Paris", long, "Rome", "Bern"), ["warn distractors"])
    assert.deepEqual(severities(long, "A river of the north of Africa, in fact", "Rome", "A large town by the sea"), [
      "warn distractors"
    ])
  })

  it("refuses options that are unsafe to show", () =>
    assert.deepEqual(severities("photo.jpg", "photo\u202Egpj", "a.png", "b.png"), ["reject safety"]))

  it.prop(
    "never throws, and never takes the answer itself",
    [Schema.String, Schema.Array(Schema.String)],
    ([answer, others]) => {
      check(answer, ...others)
      assert.isFalse(isAcceptable(check(answer, answer, "one", "two")))
    },
    { arbitrary: { runs: 200, seed: 9 }, timeout: 30_000 }
  )
})
