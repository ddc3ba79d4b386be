/**
 * What sentences of a lesson give by their grammar: gaps, and what stands beside a name.
 */
import { assert, describe, it } from "@effect/vitest"
import { asked } from "./asking.ts"

describe("a gap", () => {
  it("is left where a name is given", () => {
    assert.deepStrictEqual(
      asked("By the fourth week, tissue beside the notochord splits into blocks, each of which is called a somite."),
      ["By the fourth week, tissue beside the notochord splits into blocks, each of which is called a […]. => somite"]
    )
    assert.deepStrictEqual(asked("The oldest fort of the northern coast was the Lantern House."), [
      "The oldest fort of the northern coast was the […]. => Lantern House"
    ])
  })

  it("is left where a term of the note is what the sentence tells of", () => {
    const note = "## Mitosis and its phases\n\n**Metaphase** follows.\n\nMetaphase is the second stage of mitosis."
    assert.include(asked(note), "[…] is the second stage of mitosis. => Metaphase")
  })

  it("is left for the year of an event with a name", () => {
    assert.deepStrictEqual(asked("In 1691, King William restored the old rights of Harbour Province to its people."), [
      "In […], King William restored the old rights of Harbour Province to its people. => 1691"
    ])
  })

  it("names the person a sentence only calls he", () => {
    const note =
      "Anna Benjamin Holt printed pamphlets in Harbourtown for years. In 1743, she founded the Northern Library Company to spread learning among printers."
    assert.deepStrictEqual(asked(note), [
      "In 1743, Anna Benjamin Holt founded the […] to spread learning among printers. => Northern Library Company"
    ])
  })

  it("is not left in a sentence that leans on another, weighs, or speaks to the reader", () => {
    for (const leaning of [
      "These cells grow near the border, each of which is called a somite.",
      "They lived in long wooden houses, each of which is called a longhouse.",
      "You will find tissue beside the notochord, each part of which is called a somite.",
      "The company then sold all its northern mills to a rival called Holm.",
      "A neighbour of the old captain called the police after a loud quarrel in Harbour Street.",
      "Perhaps the tissue beside the notochord splits into blocks, each called a somite."
    ])
      assert.deepStrictEqual(asked(leaning), [], leaning)
  })

  it("is not left where the rest names it, or many would do", () => {
    assert.deepStrictEqual(asked("Growing cells of the growth plate are part of a process called growth."), [])
    assert.deepStrictEqual(asked("Traders carried cups, bowls, and small lamps along the coast of Portugal."), [])
  })
})

describe("what stands behind a name", () => {
  it("says who somebody was", () => {
    assert.deepStrictEqual(
      asked("James Holm, an engineer who drained the northern fens, petitioned the crown for a charter."),
      ["Who was James Holm? => An engineer who drained the northern fens."]
    )
  })

  it("is not a clause of its own", () => {
    assert.deepStrictEqual(asked("As the tide falls along Harbour Bay, the fishermen walk out to their nets."), [])
    assert.deepStrictEqual(asked("In Harbour Bay, the fishermen of old walked to their nets."), [])
  })
})
