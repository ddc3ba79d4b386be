/**
 * Outlines: a term on a bullet, its meaning below; headings whose first words say what they are.
 */
import { assert, describe, it } from "@effect/vitest"
import { asked } from "./asking.ts"

describe("a term alone on its bullet", () => {
  it("is explained by the bullet below that says what it is", () => {
    const note = `1. Basics
   1. Elasticity
      - A measure of how strongly quantity responds to price
      - high for luxuries
   2. Markets
      - grow every year
`
    assert.deepStrictEqual(asked(note), ["What is elasticity? => A measure of how strongly quantity responds to price"])
  })

  it("is explained by the paragraph below when it is bold", () => {
    const note = "- **Chunking**\n\n  Grouping items into larger units so that more of them fit.\n"
    assert.deepStrictEqual(asked(note), [
      "What is chunking? => Grouping items into larger units so that more of them fit."
    ])
  })

  it("is not explained by a sentence about it", () => {
    assert.deepStrictEqual(
      asked("- **Least privilege**\n\n  Every account that is added adds a risk to the system.\n"),
      []
    )
  })
})

describe("a heading", () => {
  it("is explained by words below that can only say what it is", () => {
    const note = "## Mitosis\n\nThe division of a nucleus into two identical nuclei.\n"
    assert.deepStrictEqual(asked(note, "Mitosis"), [
      "What is mitosis? => The division of a nucleus into two identical nuclei."
    ])
  })
})

describe("the meaning of a term", () => {
  it("keeps a list whole", () => {
    assert.deepStrictEqual(
      asked("A **cell wall** is a cover that protects the cell, supports it, and gives it shape.\n"),
      ["What is a cell wall? => A cover that protects the cell, supports it, and gives it shape."]
    )
  })

  it("ends where the sentence turns to something else", () => {
    const note =
      "Retrograde amnesia is the loss of memories from before an injury, and anterograde amnesia is the opposite.\n"
    assert.deepStrictEqual(asked(note, "Amnesia"), [
      "What is retrograde amnesia? => The loss of memories from before an injury."
    ])
  })

  it("is no figure of speech and rests on no literature", () => {
    const note = `**Lysosomes** are the cell’s “garbage disposal.”

**Night terrors** are a group of disorders that come with panic and screams (Hall & Reed, 2000).
`
    assert.deepStrictEqual(asked(note), [])
  })

  it("is asked for once where a glossary has it too", () => {
    const note = `A **vesicle** is a sac that carries things within the cell.

vesicle
: small sac that stores and carries things
`
    assert.deepStrictEqual(asked(note), ["What does “vesicle” mean? => Small sac that stores and carries things"])
  })
})
