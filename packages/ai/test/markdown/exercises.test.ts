/**
 * Lessons of textbooks: questions with their solutions, frames of Markdown, several lessons in one note.
 */
import { assert, describe, it } from "@effect/vitest"
import { skillTree } from "../../src/offline/markdown/skillTree.ts"
import { asked } from "./asking.ts"

const exercise = (problem: string, solution: string): string =>
  `<div data-type="exercise">\n<div data-type="problem" markdown="1">\n${problem}\n\n</div>\n<div data-type="solution" markdown="1">\n${solution}\n\n</div>\n</div>\n\n`

describe("an exercise with its solution", () => {
  it("is a card when it asks for one thing", () => {
    assert.deepStrictEqual(asked(exercise("Who ruled the Inca when Pizarro came?", "Atahualpa")), [
      "Who ruled the Inca when Pizarro came? => Atahualpa"
    ])
  })

  it("is answered by the option that its letter names", () => {
    const options = "What do roots take up?\n\n1.  light\n2.  water and salts\n3.  sugar"
    assert.deepStrictEqual(asked(exercise(options, "B")), ["What do roots take up? => Water and salts"])
  })

  it("has its gap filled", () => {
    const options = "\\_\\_\\_\\_ is a loss of tone that comes with joy.\n\n1.  cataplexy\n2.  apnea"
    assert.deepStrictEqual(asked(exercise(options, "A")), ["[…] is a loss of tone that comes with joy. => cataplexy"])
  })

  it("is left out when it cannot be asked without its options", () => {
    const options = "Which of the following is a root?\n\n1.  a leaf\n2.  a carrot\n3.  a plum"
    assert.deepStrictEqual(asked(exercise(options, "B")), [])
    assert.deepStrictEqual(asked(exercise("Discuss what roots do.", "They take up water.")), [])
  })
})

const lesson = (title: string): string =>
  `---\ntitle: "${title}"\nlayout: page\n---\n\nText.\n\n# More of ${title}\n\nText.\n\n`

describe("a lesson of a textbook", () => {
  it("is read inside its frames", () => {
    const note = '<div data-type="note" markdown="1">\nA **root** is a part of a plant that takes up water.\n</div>\n'
    assert.deepStrictEqual(asked(note), ["What is a root? => A part of a plant that takes up water."])
  })

  it("that follows another in one note has a skill of its own, called by its settings", () => {
    const { nodes } = skillTree(lesson("Roots") + lesson("Leaves"))
    assert.deepStrictEqual(
      nodes.map(({ title }) => title),
      ["More of Roots", "Leaves"]
    )
  })
})
