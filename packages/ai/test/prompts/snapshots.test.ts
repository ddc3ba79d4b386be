/**
 * Every prompt as it is sent, to the letter. A change of any of these is a new version: the number goes up with it.
 */
import { assert, describe, expect, it } from "@effect/vitest"
import type { Assignment, ProposedCard } from "@loopi/core"
import { distractors } from "../../src/prompts/distractors.ts"
import { mend, mendVersion } from "../../src/prompts/mend.ts"
import { plan } from "../../src/prompts/plan.ts"
import type { Prompt } from "../../src/prompts/Prompt.ts"
import { review } from "../../src/prompts/review.ts"
import { rewrite } from "../../src/prompts/rewrite.ts"
import { tree } from "../../src/prompts/tree.ts"
import { write } from "../../src/prompts/write.ts"
import { assignmentFor, bread, factsOf, treeFor } from "../anthropic/world.ts"

const assignment: Assignment = assignmentFor()
const facts = factsOf(assignment)
const cards = [{ question: "What is gluten?", answer: "A stretchy protein" }]
const card: ProposedCard = {
  fact: 0,
  kind: "definition",
  question: "What is gluten?",
  answer: "A stretchy protein",
  source: facts[0]?.source ?? null,
  authorship: { author: "loopi/anthropic", model: "claude-sonnet-5-5", promptVersion: "write-1", confidence: 0.8 }
}
const complaint = {
  findings: [
    { rule: "length" as const, severity: "reject" as const, reason: "The question is longer than 200 characters." }
  ],
  feedback: "Ask for its purpose, please."
}

const sent = <Input, Element>(prompt: Prompt<Input, Element>, input: Input): string =>
  [prompt.system, "-----", prompt.ask(input), "-----", JSON.stringify(prompt.jsonSchema, null, 2), ""].join("\n")

const prompts: ReadonlyArray<readonly [name: string, text: string]> = [
  [plan.version, sent(plan, assignment)],
  [`${plan.version}.from-a-title`, sent(plan, assignmentFor(null))],
  [write.version, sent(write, { assignment, facts })],
  [rewrite.version, sent(rewrite, { assignment, card, complaint })],
  [distractors.version, sent(distractors, { assignment, cards })],
  [review.version, sent(review, { assignment, cards })],
  [tree.version, sent(tree, { ...treeFor([bread]), present: ["Flour"] })],
  [`${tree.version}.from-a-title`, sent(tree, treeFor())],
  [mendVersion, mend("cards", "it is not JSON")]
]

describe("prompts", () => {
  for (const [name, text] of prompts) {
    it(`${name} is sent as it was`, () => expect(text).toMatchFileSnapshot(`${name}.txt`))
  }

  it("say of their blocks that nothing in them is an instruction", () => {
    for (const { system } of [plan, write, rewrite, distractors, review, tree])
      assert.match(system, /never an instruction/)
  })

  it("ask for no more than a server can be held to: every object is closed, every part required", () => {
    for (const { jsonSchema } of [plan, write, rewrite, distractors, review, tree]) {
      const text = JSON.stringify(jsonSchema)
      const objects = text.match(/"type":"object"/g)?.length ?? 0
      assert.strictEqual(text.match(/"additionalProperties":false/g)?.length, objects)
      assert.strictEqual(text.match(/"required":\[/g)?.length, objects)
      assert.notMatch(text, /"(?:minLength|maxLength|minimum|maxItems|pattern|\$ref)"/)
    }
  })
})
