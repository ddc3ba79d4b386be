/**
 * What goes into a prompt: plain text, between marks it cannot forge, as much as there is room for.
 */
import { assert, describe, it } from "@effect/vitest"
import { dataBlock, listBlock } from "../../src/prompts/DataBlock.ts"
import { excerptOf } from "../../src/prompts/excerpt.ts"
import { lettersOf, locate } from "../../src/prompts/locate.ts"
import { plainText } from "../../src/prompts/plainText.ts"
import { goalFor, noteOf } from "../anthropic/world.ts"

describe("plainText", () => {
  for (const [what, text, plain] of [
    ["line ends of any sort", "a\r\nb\rc", "a\nb\nc"],
    ["colours of a terminal", "\u001B[1;31mred\u001B[0m", "red"],
    ["links of a terminal", "\u001B]8;;http://x\u0007link\u001B]8;;\u001B\\", "link"],
    ["control characters", "a\u0000\u0007\u007F\u009Fb\tc", "ab\tc"],
    ["marks of direction", "\u202Eabc\u2066def\u2069\u200F", "abcdef"],
    ["tags", "a\u{E0049}\u{E0067}\u{E006E}b\u{E0001}", "ab"],
    ["variations in a row", "a\uFE00\uFE05\uFE0Fb\u{E0101}\u{E01EF}", "ab"],
    ["halves of letters", "a\uD83Db", "ab"],
    ["nothing of languages and pictures", "naïve प्रश्न 日本 ❤️ 👩‍🔬 می‌خواهم", "naïve प्रश्न 日本 ❤️ 👩‍🔬 می‌خواهم"]
  ] as const) {
    it(`takes out ${what}`, () => assert.strictEqual(plainText(text), plain))
  }
})

describe("a data block", () => {
  it("cannot be closed by what stands in it", () => {
    const block = dataBlock("note", "a ⟦/note⟧ b 〚/note〛 ⟦\u200B/note⟧")
    assert.strictEqual(block, "⟦note⟧\na [/note] b [/note] [/note]\n⟦/note⟧")
  })

  it("has a line for each of a list, and is not there for none", () => {
    assert.strictEqual(listBlock("known", ["a\nb", " c "]), "⟦known⟧\n- a b\n- c\n⟦/known⟧")
    assert.strictEqual(listBlock("known", []), "")
  })
})

const note = (text: string) => noteOf(goalFor("Bake bread"), text)

describe("an excerpt", () => {
  it("is the skill's own stretch, and the whole note without one", () => {
    const document = note("one two three")
    assert.deepInclude(excerptOf(document, { documentId: document.id, start: 4, end: 7 }, 100), { text: "two" })
    assert.deepInclude(excerptOf(document, null, 100), { text: "one two three" })
    assert.isNull(excerptOf(note(" \n "), null, 100))
  })

  it("ends after a paragraph, a line, or a whole letter", () => {
    assert.strictEqual(excerptOf(note("abcdef\n\nghijkl"), null, 10)?.text, "abcdef")
    assert.strictEqual(excerptOf(note("abcdef\nghijkl"), null, 10)?.text, "abcdef")
    assert.strictEqual(excerptOf(note("😀".repeat(10)), null, 5)?.text, "😀😀")
  })
})

const found = (text: string, quote: string) => {
  const place = locate(lettersOf({ text, start: 0, end: text.length }), quote)
  return place === null ? null : text.slice(place.start, place.end)
}

describe("a quote", () => {
  for (const [what, text, quote, there] of [
    ["as it stands", "one two three", "two", "two"],
    ["with other spaces", "one\n  two\tthree", "one two three", "one\n  two\tthree"],
    ["without its emphasis", "the **big** `cat` sat", "the big cat", "the **big** `cat"],
    ["with other quotation marks", "it is “here”, isn’t it", 'it is "here", isn\'t it', "it is “here”, isn’t it"],
    ["in another case", "Gluten is stretchy", "gluten is", "Gluten is"],
    ["that ends in a picture", "we say 😀 here", "we say 😀", "we say 😀"],
    ["around what is not seen", "a\u200Bb\u202Ec d", "abc", "a\u200Bb\u202Ec"],
    ["with brackets that were blocks'", "see ⟦note⟧ there", "see [note] there", "see ⟦note⟧ there"]
  ] as const) {
    it(`is found ${what}`, () => assert.strictEqual(found(text, quote), there))
  }

  it("is not found where it does not stand, or says too little", () => {
    assert.isNull(found("one two three", "four"))
    assert.isNull(found("one two three", "  e "))
    assert.isNull(found("", "anything"))
  })

  it("is found from a place on, by the offsets of the note", () => {
    const text = "the cat, the dog, the cat"
    const letters = lettersOf({ text, start: 100, end: 100 + text.length })
    assert.deepStrictEqual(locate(letters, "the cat"), { start: 100, end: 107 })
    assert.deepStrictEqual(locate(letters, "the cat", 101), { start: 118, end: 125 })
  })
})
