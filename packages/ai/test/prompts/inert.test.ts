/**
 * What models write is shown as text, whatever they write.
 */
import { assert, describe, it } from "@effect/vitest"
import { inert, inertLine } from "../../src/prompts/inert.ts"
import { activeIn } from "../anthropic/active.ts"
import { hostileTexts } from "../anthropic/hostileTexts.ts"

describe("inert", () => {
  for (const [text, said] of [
    ["What is <b>gluten</b>?", "What is gluten?"],
    ["A <script>alert(1)</script>protein", "A protein"],
    ['See [the docs](https://example.org/a_(b) "Docs").', "See the docs."],
    ["![a loaf](https://example.org/loaf.png)", "a loaf"],
    ["x<y and z>w", "x< y and z>w"],
    ["1 < 2, and `List<String>` is a type", "1 < 2, and `List<String>` is a type"],
    ["`<main>` holds what a page is about", "`<main>` holds what a page is about"],
    ["```html\n<img src=x>\n```", "```html\n<img src=x>\n```"],
    ["\u001B[31mred\u001B[0m \u202Edeb\u202C \u{E0041}tag\u200B", "red deb tag"],
    ["naïve 日本語 👩‍🔬 é", "naïve 日本語 👩‍🔬 é"]
  ] as const) {
    it(`makes ${JSON.stringify(said)} of ${JSON.stringify(text)}`, () => assert.strictEqual(inert(text), said))
  }

  it("leaves nothing active in anything", () => {
    for (const text of hostileTexts) {
      assert.deepStrictEqual(activeIn(inert(text)), [], JSON.stringify(text))
      assert.deepStrictEqual(activeIn(inertLine(text)), [], JSON.stringify(text))
    }
  })

  it("takes time in proportion to the text", () => {
    const started = performance.now()
    for (const part of ["<script>", "[", "![](", "`", "<a ", "](", "<!--", "```\n", "<svg/onload="])
      inert(part.repeat(5_000 / part.length))
    assert.isBelow(performance.now() - started, 1_000)
  })
})
