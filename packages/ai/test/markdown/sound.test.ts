/**
 * What is no knowledge, however it is worded: cases made up, figures of speech, asides, slips of the pen.
 */
import { assert, describe, it } from "@effect/vitest"
import { asked } from "./asking.ts"

const nothingOf = (texts: ReadonlyArray<string>, topic?: string): void => {
  for (const text of texts) assert.deepStrictEqual(asked(text, topic), [], text)
}

describe("a sentence", () => {
  it("of a made-up case gives nothing, to the end of its paragraph", () => {
    nothingOf([
      "Suppose a farm sells wheat. A **silo** is a tower that stores the wheat of a farm.",
      "Imagine a village by the sea. When the tide falls, the fishermen walk out to their nets.",
      "For example, a **silo** is a tower that stores the wheat of a farm."
    ])
    nothingOf(["A datum is the choice of fruit that everybody peels."], "Orange peel analogy")
  })

  it("that likens, praises or tells a history defines nothing", () => {
    nothingOf([
      "**Losses** are the black thundercloud that causes businesses to flee.",
      "**Barter** is a traditional tool with a long history in many towns.",
      "A big open question is the extent to which courts may grant relief."
    ])
  })

  it("that sets a thing apart in its class defines it", () => {
    assert.deepStrictEqual(asked("A **silo** is a tower that stores the grain of a farm."), [
      "What is a silo? => A tower that stores the grain of a farm."
    ])
  })

  it("with a slip of the pen is not repeated on a card", () => {
    nothingOf(["A **silo** is a tower that stores the the grain of a farm."])
  })

  it("with half a condition before the name is not asked for it", () => {
    nothingOf(["If the tower stands on the ground of a farm it is called a silo."])
  })
})

describe("a table", () => {
  it("whose rows are named by letters or numbers asks nothing", () => {
    nothingOf(["| Function | Triggers | Dissonances |\n| --- | --- | --- |\n| T | do | sol |\n| S | fa | re |\n"])
  })
})
