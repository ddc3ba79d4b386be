/**
 * Facts that lessons tell in passing: when, by whom, what a term in the middle of a sentence is.
 */
import { assert, describe, it } from "@effect/vitest"
import { asked } from "./asking.ts"

describe("what was done", () => {
  it("is asked for its date, where the thing has a name", () => {
    assert.deepStrictEqual(asked("The Bank of Ghent was founded in 1713 and closed its doors soon."), [
      "When was the Bank of Ghent founded? => 1713"
    ])
    assert.deepStrictEqual(asked("Louis XVI was executed on 21 January 1793."), [
      "When was Louis XVI executed? => 21 January 1793"
    ])
    assert.deepStrictEqual(asked("It was founded in 1713 and closed its doors soon."), [])
  })

  it("is asked for whoever did it", () => {
    assert.deepStrictEqual(asked("The fluid mosaic model was proposed by Singer and Nicolson in 1972."), [
      "Who proposed the fluid mosaic model? => Singer and Nicolson"
    ])
    assert.deepStrictEqual(asked("Jan van der Meer designed the Tower of Winds at Delft."), [
      "Who designed the Tower of Winds? => Jan van der Meer"
    ])
    assert.deepStrictEqual(asked("He designed the Tower of Winds at Delft for the town."), [])
  })
})

describe("people", () => {
  it("are asked about as people", () => {
    assert.deepStrictEqual(asked("Ada Holm was a Danish astronomer who counted the stars of the north."), [
      "Who was Ada Holm? => A Danish astronomer who counted the stars of the north."
    ])
    assert.deepStrictEqual(asked("- Ada Holm – astronomer, counted the stars of the north\n", "Stars"), [
      "Who is Ada Holm? (Stars) => Astronomer, counted the stars of the north"
    ])
  })
})

describe("a term in the middle of a sentence", () => {
  it("is asked about by what stands behind it", () => {
    const text = "Every choice has an **opportunity cost**, which is the value of the best choice given up."
    assert.deepStrictEqual(asked(text), ["What is an opportunity cost? => The value of the best choice given up."])
    assert.deepStrictEqual(asked("Shops lie along the **Ring of Iron**, a belt of old works around the town."), [
      "What is the Ring of Iron? => A belt of old works around the town."
    ])
  })

  it("is not asked about where the sentence goes on with something else", () => {
    assert.deepStrictEqual(asked("They sold **hemp**, a crate of old iron, and tar."), [])
    assert.deepStrictEqual(asked("The court cited *Holm v Berg*, the case of the baker and his horse."), [])
  })
})

describe("a question on the line of its answer", () => {
  it("is a card", () => {
    assert.deepStrictEqual(asked("Why do cells shrink in brine? Water leaves them by osmosis."), [
      "Why do cells shrink in brine? => Water leaves them by osmosis."
    ])
  })

  it("is none where it leans on the text, or only leads on", () => {
    assert.deepStrictEqual(asked("Why does this matter to cells? Water leaves them by osmosis."), [])
    assert.deepStrictEqual(asked("Who owns the data in the end? (the user or the firm)"), [])
  })
})

describe("words beside a sign of equality", () => {
  it("are meanings in a list, and formulas are none", () => {
    assert.deepStrictEqual(asked("- embarazada = pregnant\n- speed = way / time\n", "False friends"), [
      "What does “embarazada” mean? (False friends) => Pregnant"
    ])
  })
})
