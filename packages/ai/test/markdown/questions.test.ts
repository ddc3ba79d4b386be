import { assert, describe, it } from "@effect/vitest"
import { asked, cardsOf } from "./asking.ts"

describe("questions the learner wrote", () => {
  it("reads Q: and A: in one paragraph, on two lines and in two paragraphs", () => {
    const expected = ["Why is the sky blue? => Blue light scatters most."]
    assert.deepStrictEqual(asked("Q: Why is the sky blue? A: Blue light scatters most."), expected)
    assert.deepStrictEqual(asked("**Q:** Why is the sky blue?\n**A:** Blue light scatters most."), expected)
    assert.deepStrictEqual(asked("Question: Why is the sky blue?\n\nAnswer: Blue light scatters most."), expected)
  })

  it("reads a question on one line with its answer on the next", () => {
    assert.deepStrictEqual(asked("1. What is meiosis?\n   Division into four gametes.\n"), [
      "What is meiosis? => Division into four gametes."
    ])
  })

  it("reads several pairs in one paragraph", () => {
    const note = "Q1: What is one and one?\nA1: Two it is.\nQ2: What is two and two?\nA2: Four it is."
    assert.deepStrictEqual(asked(note), ["What is one and one? => Two it is.", "What is two and two? => Four it is."])
  })

  it("reads a bold question with its answer beside or below", () => {
    const expected = ["Why add a picture? => It gives a second route."]
    assert.deepStrictEqual(asked("**Why add a picture?** It gives a second route."), expected)
    assert.deepStrictEqual(asked("**Why add a picture?**\n\nIt gives a second route."), expected)
  })

  it("keeps the entries of a list that answers", () => {
    const note = "**What are the primary colours?**\n\n- red\n- blue\n- yellow\n"
    assert.deepStrictEqual(asked(note), ["What are the primary colours? => - red\n- blue\n- yellow"])
  })

  it("reads a list entry that asks, answered below it", () => {
    assert.deepStrictEqual(asked("- Why is the sky blue?\n    - Blue light scatters most.\n"), [
      "Why is the sky blue? => Blue light scatters most."
    ])
  })

  it("answers a heading that asks with the first sentences below", () => {
    const note = "## Why do leaves fall?\n\nTrees save water in winter. Leaves would lose it. A third sentence.\n"
    assert.deepStrictEqual(asked(note), ["Why do leaves fall? => Trees save water in winter. Leaves would lose it."])
  })

  it("reads a question hidden in a disclosure, once", () => {
    const note =
      "<details>\n<summary>What is a heap?</summary>\n\nA heap is a tree ordered from parent to child.\n\n</details>\n"
    assert.deepStrictEqual(asked(note), ["What is a heap? => A heap is a tree ordered from parent to child."])
    assert.strictEqual(cardsOf(note)[0]?.rule, "qa.details")
  })

  it("asks what happens when a sentence tells what follows from what", () => {
    assert.deepStrictEqual(asked("If the master goes offline, the replicas keep answering reads.", "Replication"), [
      "What happens if the master goes offline? (Replication) => The replicas keep answering reads."
    ])
  })

  it("does not take advice to the reader for a consequence", () => {
    assert.deepStrictEqual(asked("If you have questions, the maintainers answer them quickly."), [])
    assert.deepStrictEqual(asked("When loading large files, the server becomes rather slow."), [])
  })
})
