/**
 * What a term means is asked only where the words behind it say what it is or does.
 */
import { assert, describe, it } from "@effect/vitest"
import { definingOf } from "../../src/offline/markdown/defining.ts"
import { asked } from "./asking.ts"

describe("words behind a term", () => {
  it.each([
    ["Ischaemia", "Reduced supply of blood to a tissue", "thing"],
    ["Scope", "The part of a program where a name is seen", "thing"],
    ["Riluzole", "Antagonist of glutamate", "thing"],
    ["Chunking", "Grouping items into larger units", "act"],
    ["Haploid", "Having one set of chromosomes", "quality"],
    ["Lysosome", "Digests what is worn out", "doing"],
    ["Atomicity", "Each transaction is all or nothing", "case"]
  ])("define %s: %s", (term, said, defining) => {
    assert.strictEqual(definingOf(term, said), defining)
  })

  it.each([
    ["Stroke", "Leading cause of disability"],
    ["Multiple sclerosis", "Most common disease of its kind in young adults"],
    ["Hyponatremia", "Due to a lack of salt"],
    ["Hallucinations", "Visual, often from medication"],
    ["Middle cerebral artery", "Lateral frontal, parietal and temporal lobes"],
    ["Dopamine agonists", "Pramipexole, ropinirole"],
    ["Oxidative stress", "Dopamine metabolism produces radicals"],
    ["Genetic testing", "Trinucleotide repeat expansion"],
    ["Taxation", "The peasants paid for everybody"]
  ])("do not define %s: %s", (term, said) => {
    assert.isUndefined(definingOf(term, said))
  })
})

const section = (name: string): string => `## ${name}\n\n- **Gross look**: A cavity that is filled with fluid\n\n`

describe("what leads up to an explanation", () => {
  it("is no part of the answer", () => {
    assert.deepStrictEqual(
      asked("- **Erosion**: This is the loss of soil to wind and water. It takes years.\n", "Soil"),
      ["What is erosion? (Soil) => The loss of soil to wind and water."]
    )
  })
})

describe("a glossary", () => {
  it("explains its terms with no sign between them", () => {
    const note = "## Key Terms\n\n**blockade** closing off of an area to keep supplies out; common in war\n"
    assert.deepStrictEqual(asked(note), ["What is meant by “blockade”? => Closing off of an area to keep supplies out"])
  })
})

describe("labels", () => {
  it("are no terms", () => {
    assert.deepStrictEqual(asked("- **Risk factors**: A state of the vessels that grows with age\n", "Stroke"), [])
  })

  it("are no terms where they stand under one heading after the other", () => {
    assert.deepStrictEqual(asked(["Stroke", "Abscess", "Cyst"].map(section).join(""), "Brain"), [])
  })

  it("that say they define have the section's subject defined", () => {
    assert.deepStrictEqual(asked("- **Definition**: This is a loss of water from the body.\n", "Dehydration"), [
      "What is dehydration? => A loss of water from the body."
    ])
  })

  it("that name a property ask it of the section's subject, whichever heading stands between", () => {
    assert.deepStrictEqual(asked("# Japan\n\n## Overview\n\n- **Capital**: Tokyo\n- **Effects**: many\n", "Japan"), [
      "Japan: what is the capital? => Tokyo"
    ])
  })
})
