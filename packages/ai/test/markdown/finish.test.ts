/**
 * The last look at a card lets nothing pass that its quote does not say, or that shows where it was cut.
 */
import { assert, describe, it } from "@effect/vitest"
import type { Extracted } from "../../src/offline/markdown/Extracted.ts"
import { finish } from "../../src/offline/markdown/finish.ts"

const note = "Robert Bjork coined the term desirable difficulties in 1994 for hurdles that slow learning and deepen it."

const card = (answer: string): Extracted => ({
  kind: "qa",
  question: "What are hurdles that help memory called?",
  answer,
  confidence: 0.9,
  quote: { start: 0, end: note.length },
  rule: "test"
})

describe("finish", () => {
  it("keeps an answer that its quote says", () => {
    assert.deepStrictEqual(finish(note, [], card("Desirable difficulties, a term coined in 1994")).length, 1)
  })

  it("drops an answer most of whose words are not in the quote", () => {
    assert.deepStrictEqual(finish(note, [], card("Obstacles which strengthen later recall")), [])
  })

  it("drops an answer with a number or a name that is not in the quote", () => {
    assert.deepStrictEqual(finish(note, [], card("Desirable difficulties, a term coined in 1996")), [])
    assert.deepStrictEqual(finish(note, [], card("Desirable difficulties, a term coined by Elizabeth for hurdles")), [])
  })

  it("drops what was broken off: open quotes, a colon at the end, marks of emphasis", () => {
    assert.deepStrictEqual(finish(note, [], card('"Desirable difficulties, a term coined in 1994')), [])
    assert.deepStrictEqual(finish(note, [], card("Desirable difficulties in 1994:")), [])
    const marked = { ...card("Desirable difficulties"), question: "What are **hurdles** that help memory?" }
    assert.deepStrictEqual(finish(note, [], marked), [])
  })
})
