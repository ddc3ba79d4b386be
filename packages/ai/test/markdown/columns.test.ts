/**
 * The question for a cell of a table: it reads as English whatever the heading of its column is.
 */
import { assert, describe, it } from "@effect/vitest"
import { extract } from "../../src/offline/markdown/extract.ts"

const asked = (heading: string, answer: string, thing = "Bar chart"): string | undefined => {
  const text = `| Chart | ${heading} |\n|-|-|\n| ${thing} | ${answer} |\n| Other thing | some other words |\n`
  return extract(text, { start: 0, end: text.length }, { path: [] })[0]?.question
}

describe("the heading of a column", () => {
  const cases: ReadonlyArray<readonly [heading: string, answer: string, question: string]> = [
    ["Purpose", "to compare amounts", "Bar chart: what is the purpose?"],
    ["Typical duration", "two days", "Bar chart: what is the typical duration?"],
    ["Shows", "amounts side by side", "Bar chart: what does it show?"],
    ["Applies to", "groups of things", "Bar chart: what does it apply to?"],
    ["What it says", "which group is larger", "Bar chart: what does it say?"],
    ["Who reads it", "everybody", "Who reads Bar chart?"],
    ["When to use", "with few groups", "Bar chart: when is it used?"],
    ["Invented by", "William Playfair", "Bar chart: who or what was it invented by?"],
    ["Invented", "in 1786", "Bar chart: when was it invented?"],
    ["Inventor", "William Playfair", "Bar chart: who is the inventor?"]
  ]
  for (const [heading, answer, question] of cases) {
    it(`"${heading}" asks ${question}`, () => {
      assert.strictEqual(asked(heading, answer), question)
    })
  }

  for (const heading of ["When", "Roughly like", "Bars end at a height of", "Preferred", "Example", "Default"]) {
    it(`"${heading}" makes no question`, () => {
      assert.isUndefined(asked(heading, "with few groups"))
    })
  }

  it("is a noun, too, where the note uses it as one", () => {
    const table = "| Bread | Crumb |\n|-|-|\n| Rye | dense and moist |\n| Wheat | open and soft |\n"
    const note = `${table}\nBakers look at the crumb of a loaf.\n`
    const first = (text: string) => extract(text, { start: 0, end: table.length }, { path: [] })[0]?.question
    assert.strictEqual(first(note), "Rye: what is the crumb?")
    assert.isUndefined(first(table))
  })

  it("is asked without an article of a thing that has a proper name", () => {
    assert.strictEqual(asked("Shows", "ships at sea", "Lloyd's Register"), "What does Lloyd's Register show?")
  })
})
