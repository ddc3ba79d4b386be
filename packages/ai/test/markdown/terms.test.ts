import { assert, describe, it } from "@effect/vitest"
import { asked, cardsOf } from "./asking.ts"

describe("terms set apart", () => {
  it("reads term :: meaning, line by line", () => {
    assert.deepStrictEqual(asked("saudade :: a longing\nWhat is 2 + 2? :: four"), [
      "What is meant by “saudade”? => A longing",
      "What is 2 + 2? => Four"
    ])
  })

  it("reads a meaning that goes on over the next line", () => {
    assert.deepStrictEqual(asked("saudade :: a longing\nfor what is absent\nsisu :: grim resolve"), [
      "What is meant by “saudade”? => A longing for what is absent",
      "What is meant by “sisu”? => Grim resolve"
    ])
  })

  it("reads a bold term followed by a colon or a dash", () => {
    const expected = ["What is meant by “Decay”? (Forgetting) => The slow weakening of a trace."]
    assert.deepStrictEqual(asked("**Decay**: the slow weakening of a trace.", "Forgetting"), expected)
    assert.deepStrictEqual(asked("**Decay:** the slow weakening of a trace.", "Forgetting"), expected)
    assert.deepStrictEqual(asked("- **Decay** - the slow weakening of a trace.", "Forgetting"), expected)
    assert.deepStrictEqual(asked("- **Decay** — the slow weakening of a trace.", "Forgetting"), expected)
  })

  it("asks for a meaning that goes on in small letters, as dictionaries have it", () => {
    for (const said of [
      "clay thinned with water",
      "a rest of flour and water before salt is added",
      "cramming everything into one sitting",
      "what happens when similar memories get in each other's way"
    ]) {
      assert.lengthOf(asked(`**Slip**: ${said}.`), 1, said)
    }
  })

  it("asks for no meaning where small letters say something else of the term", () => {
    for (const said of [
      "secreted by beta cells",
      "often closed at night",
      "cheap, old, safe",
      "5 mg daily",
      "most common in men"
    ]) {
      assert.deepStrictEqual(asked(`**Slip**: ${said}.`), [], said)
    }
  })

  it("keeps the brackets behind a bold term with it", () => {
    assert.deepStrictEqual(asked("- **NS record** (name server) - Specifies the servers of a domain."), [
      "NS record (name server): what does it do? => Specifies the servers of a domain."
    ])
  })

  it("reads several bold terms on the lines of one paragraph", () => {
    assert.strictEqual(
      asked("**Zenith**: the highest point of the sky\n**Nadir**: the lowest point of the sky").length,
      2
    )
  })

  it("ends an explanation where the next line explains another term", () => {
    const note = "**Zenith**: the highest point\nof the sky\n**Nadir**: the lowest point\nof the sky"
    assert.deepStrictEqual(asked(note), [
      "What is meant by “Zenith”? => The highest point of the sky",
      "What is meant by “Nadir”? => The lowest point of the sky"
    ])
  })

  it("asks what is meant when the explanation is a clause", () => {
    assert.deepStrictEqual(asked("- **Atomicity** - Each transaction is all or nothing"), [
      "What is meant by “atomicity”? => Each transaction is all or nothing"
    ])
  })

  it("leaves out labels that name nothing", () => {
    assert.deepStrictEqual(
      asked("- **Note**: the next part is long\n- **Step 1**: open the red box\n- **Why**: it is so"),
      []
    )
  })

  it("asks for the advantages of the section's subject", () => {
    assert.deepStrictEqual(asked("- **Pros**: simple to build and to run", "Monolith"), [
      "Monolith: what are the advantages? => Simple to build and to run"
    ])
  })

  it("reads definition lists, tight and loose", () => {
    const expected = ["What does “Priming” mean? => The easier handling of what was met before."]
    assert.deepStrictEqual(asked("Priming\n: The easier handling of what was met before."), expected)
    assert.deepStrictEqual(asked("Priming\n\n: The easier handling of what was met before."), expected)
  })

  it("reads glossaries with anchors and links", () => {
    const note =
      "[merge]{#merge}\n:   (a repository): To reconcile two sets of\nchanges to a [repository](#repository).\n"
    assert.deepStrictEqual(asked(note), [
      "What does “merge” mean (a repository)? => To reconcile two sets of changes to a repository."
    ])
  })

  it("reads a plain term in a list", () => {
    assert.deepStrictEqual(asked("- Overlearning: further practice of what is known already\n", "Practice"), [
      "What is overlearning? => Further practice of what is known already"
    ])
  })

  it("asks what a thing does when the explanation says so", () => {
    assert.deepStrictEqual(
      asked("- **Nucleus** = stores DNA\n- Golgi apparatus: packages and ships proteins\n", "Organelles"),
      [
        "Nucleus: what does it do? (Organelles) => Stores DNA",
        "Golgi apparatus: what does it do? (Organelles) => Packages and ships proteins"
      ]
    )
  })

  it("asks what happened in a year of a list of dates", () => {
    assert.deepStrictEqual(asked("- 1815: Battle of Waterloo\n", "Napoleon"), [
      "What happened in 1815? (Napoleon) => Battle of Waterloo"
    ])
  })

  it("asks for a property of the section's subject", () => {
    assert.deepStrictEqual(asked("Capital: Paris\n\nOfficial language: French", "France"), [
      "France: what is the capital? => Paris",
      "France: what is the official language? => French"
    ])
  })

  it("does not ask about links to elsewhere", () => {
    assert.deepStrictEqual(cardsOf("- [A tool](https://x.y) - The minimal version of a tool\n"), [])
  })
})

describe("tables", () => {
  it("asks for each column of a row", () => {
    const table = "| City | Country | Founded |\n|-|-|-|\n| Rome | Italy | 753 BC |\n| Bonn | Germany | 11 BC |\n"
    assert.deepStrictEqual(asked(table, "Cities").slice(0, 2), [
      "Rome: what is the country? (Cities) => Italy",
      "When was Rome founded? (Cities) => 753 BC"
    ])
  })

  it("asks nothing where the header is a sign or half a sentence", () => {
    const table =
      "| Policy | hit rate | get() | keeps or does |\n|-|-|-|-|\n| LRU | high | constant | newest |\n| FIFO | low | slow | first |\n"
    assert.deepStrictEqual(asked(table), ["LRU: what is the hit rate? => high", "FIFO: what is the hit rate? => low"])
  })

  it("asks for a meaning where the header says so", () => {
    const table = "| Word | Meaning |\n|-|-|\n| casa | a house |\n| perro | a dog |\n"
    assert.deepStrictEqual(asked(table), ["What does “casa” mean? => a house", "What does “perro” mean? => a dog"])
  })

  it("asks for a translation where the header is a language", () => {
    const table = "| Spanish | English |\n|-|-|\n| la casa | the house |\n| el perro | the dog |\n"
    assert.deepStrictEqual(asked(table)[0], "What is “la casa” in English? => the house")
  })

  it("finishes a header that is half a question", () => {
    const table =
      "| Form | Best for | How it works |\n|-|-|-|\n| Quiz | quick checks | by asking |\n| Talk | gaps | by telling |\n"
    assert.deepStrictEqual(asked(table).slice(0, 2), [
      "Quiz: what is it best for? => quick checks",
      "Quiz: how does it work? => by asking"
    ])
  })

  it("leaves the pictures of a header out", () => {
    const table = "| 🏠 Plan | Price 💰 |\n|-|-|\n| 🍎 Basic | ten crowns |\n| Grand | twenty crowns |\n"
    assert.deepStrictEqual(asked(table), [
      "Basic: what is the price? => ten crowns",
      "Grand: what is the price? => twenty crowns"
    ])
  })

  it("skips cells that only link, repeat or say nothing", () => {
    const table = "| A | B | C |\n|-|-|-|\n| x one | [there](http://y.z) | yes |\n| x two | x two | - |\n"
    assert.deepStrictEqual(asked(table), [])
  })

  it("reads a term inside a cell", () => {
    const table =
      "| Type | System |\n|-|-|\n| Store | **Redis** - A cache in memory |\n| Store | **Kafka** - A log on disk |\n"
    assert.deepStrictEqual(asked(table), [
      "What is meant by “Redis”? => A cache in memory",
      "What is meant by “Kafka”? => A log on disk"
    ])
  })
})
