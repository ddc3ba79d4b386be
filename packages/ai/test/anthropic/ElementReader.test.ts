/**
 * Reads lists out of JSON that comes in pieces of any size, and stops where it goes beyond its bounds.
 */
import { assert, describe, it } from "@effect/vitest"
import { Result } from "effect"
import { makeElementReader } from "../../src/anthropic/ElementReader.ts"

/** What is read of a text in pieces of that size, and how it ended. */
const reading = (text: string, size: number) => {
  const reader = makeElementReader("cards")
  const elements: Array<unknown> = []
  for (let at = 0; at < text.length; at += size) {
    const read = reader.feed(text.slice(at, at + size))
    if (Result.isFailure(read)) return { elements, end: read.failure }
    elements.push(...read.success.map((element) => Result.getOrElse(element, () => "broken")))
  }
  return { elements, end: reader.state() }
}

const cards = [{ a: '}]{["\\' }, { b: [[], {}, [{ c: "\u2028 ü 😀 \\u007D" }]] }, { d: 1, e: null }]

const texts: ReadonlyArray<readonly [text: string, elements: ReadonlyArray<unknown>, end: string]> = [
  [JSON.stringify({ cards }), cards, "ended"],
  [JSON.stringify({ cards }, null, 2), cards, "ended"],
  [`\`\`\`json\n${JSON.stringify({ cards })}\n\`\`\`\nDone: [{}]`, cards, "ended"],
  [JSON.stringify(cards), cards, "ended"],
  [`\`\`\`\n${JSON.stringify(cards, null, 1)}\n\`\`\``, cards, "ended"],
  [`${"a word [or two] ".repeat(500)}${JSON.stringify({ cards })}`, cards, "ended"],
  [JSON.stringify({ note: '"cards": [{"x": 1}]', cards }), cards, "ended"],
  [JSON.stringify({ cards: [] }), [], "ended"],
  [JSON.stringify({ cards: [1, "a]b", null, true, {}] }), [{}], "ended"],
  [JSON.stringify({ cards: { cards: 1 } }), [], "seeking"],
  [`{"cards": [{"a": 1}, {b: 2}, {"c": 3,}, {"d": 4}`, [{ a: 1 }, "broken", "broken", { d: 4 }], "within"],
  [`{"cards": [{"a": "never closed`, [], "within"],
  ["", [], "seeking"]
]

describe("a reader of elements", () => {
  for (const size of [1, 2, 3, 7, 64, 100_000]) {
    it(`reads the same in pieces of ${size}`, () => {
      for (const [text, elements, end] of texts) assert.deepStrictEqual(reading(text, size), { elements, end }, text)
    })
  }

  it("stops at its bounds, in whatever pieces they come", () => {
    for (const size of [1_000, 10_000_000]) {
      assert.strictEqual(reading(`{"cards": [${"[".repeat(10_000)}`, size).end, "too_deep")
      assert.strictEqual(reading(`{"cards": [${'{"a":'.repeat(10_000)}`, size).end, "too_deep")
      assert.strictEqual(reading(`{"cards": [${"{},".repeat(10_000)}`, size).end, "too_many")
      assert.strictEqual(reading(`{"cards": [{"a": "${"x".repeat(2_000_000)}`, size).end, "too_long")
      assert.strictEqual(reading("x".repeat(2_000_000), size).end, "too_long")
    }
  })

  it("takes time in proportion to what comes, letter by letter", () => {
    const started = performance.now()
    reading("x".repeat(300_000), 1)
    reading(`{"cards": [{"a": "${"\\".repeat(300_000)}`, 1)
    assert.isBelow(performance.now() - started, 5_000)
  })
})
