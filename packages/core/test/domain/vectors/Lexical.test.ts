/**
 * Every text gets a unit vector, in whatever script, and near spelling means near vectors.
 */
import { assert, describe, it } from "@effect/vitest"
import { dimension, Lexical, checkVector } from "@loopi/core"
import { Result, Schema } from "effect"

const { cosine, lexicalVector, stem, wordsOf } = Lexical
const lengthOf = (vector: Float32Array) => Math.sqrt(vector.reduce((sum, value) => sum + value * value, 0))
const between = (a: string, b: string) => cosine(lexicalVector(a), lexicalVector(b))

describe("Lexical.lexicalVector", { timeout: 30_000 }, () => {
  it.each([
    "What is a hash map?",
    "光合作用的产物是什么",
    "こんにちは、世界",
    "ما هي عاصمة مصر؟",
    "מהי בירת ישראל",
    "हिन्दी में",
    "ไทย",
    "👍🏽",
    "🏳️‍🌈 !",
    "?!",
    "a",
    "C++"
  ])("gives %j a unit vector", (text) => {
    const vector = lexicalVector(text)
    assert.closeTo(lengthOf(vector), 1, 1e-5)
    assert.isTrue(Result.isSuccess(checkVector("1", vector)))
  })

  it.each(["", " ", "\n\t"])("gives blank text %j zeros", (text) => {
    assert.deepEqual(lexicalVector(text), new Float32Array(dimension))
    assert.strictEqual(cosine(lexicalVector(text), lexicalVector("word")), 0)
  })

  it("tells apart what differs only in signs or marks", () => {
    assert.isBelow(between("👍", "👎"), 0.9)
    assert.isBelow(between("की", "का"), 0.9)
    assert.isBelow(between("光合作用", "呼吸作用"), 0.9)
  })

  it("sees past case, plural and form", () => {
    assert.closeTo(between("Caching", "CACHES"), 1, 1e-6)
    assert.isAbove(between("What is a binary search tree?", "binary search trees"), 0.8)
    assert.isBelow(between("binary search tree", "French irregular verbs"), 0.2)
  })

  it("weighs words that carry meaning over those that do not", () =>
    assert.isAbove(between("what is the capital of", "capital"), between("what is the capital of", "what is the of")))

  it.prop(
    "is of length one or zero, always the same, and symmetric in its cosine",
    [Schema.String, Schema.String],
    ([a, b]) => {
      const [first, second] = [lexicalVector(a), lexicalVector(b)]
      const length = lengthOf(first)
      assert.isTrue(Math.abs(length - 1) < 1e-5 || (length === 0 && a.trim() === ""), `${length}`)
      assert.deepEqual(lexicalVector(a), first)
      assert.strictEqual(cosine(first, second), cosine(second, first))
      assert.isAtMost(Math.abs(cosine(first, second)), 1 + 1e-6)
    },
    { arbitrary: { runs: 200, seed: 2 } }
  )
})

describe("Lexical.wordsOf and stem", () => {
  it("keeps C, C++ and C# apart, and marks with their letters", () => {
    assert.deepEqual(wordsOf("C, C++ & C#"), ["c", "c++", "c#"])
    assert.deepEqual(wordsOf("हिन्दी में"), ["हिन्दी", "में"])
    assert.deepEqual(wordsOf("a + b"), ["a", "+", "b"])
  })

  it("brings forms of a word together and leaves short words alone", () => {
    assert.deepEqual(["caches", "caching", "cached"].map(stem), ["cach", "cach", "cach"])
    assert.deepEqual(["queries", "classes", "stopped", "this", "glass"].map(stem), [
      "query",
      "class",
      "stop",
      "this",
      "glass"
    ])
  })

  it.prop("leaves at least three letters of every word", [Schema.String], ([text]) => {
    for (const word of wordsOf(text)) assert.isAtLeast(stem(word).length, Math.min(word.length, 3))
  })
})
