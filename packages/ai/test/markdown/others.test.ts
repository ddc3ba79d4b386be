/**
 * What notes of other people taught the rules: questions in lists, labels that are no terms, code, tables of comparisons.
 */
import { assert, describe, it } from "@effect/vitest"
import { asked } from "./asking.ts"

const block = (answer: string) => `<details>\n<summary>How is a port found?</summary>\n\n${answer}\n\n</details>\n`

describe("questions in lists and disclosures", () => {
  const note =
    "1. ### What is a mutex?\n\n    A mutex lets one thread in at a time.\n\n    **Fairness**: the order in which threads are let in.\n"

  it("answers numbered questions that are headings, and names what stands below after them", () => {
    assert.deepStrictEqual(asked(note, "Threads"), [
      "What is a mutex? => A mutex lets one thread in at a time.",
      "What is fairness? (mutex) => The order in which threads are let in."
    ])
  })

  it("takes a summary that does not ask for a heading", () => {
    const text =
      "<details>\n<summary>Explain some basic git commands</summary>\n\n- `git init` - create a new repository\n\n</details>\n"
    assert.deepStrictEqual(asked(text), ["What does git init do? (git commands) => Create a new repository"])
  })

  it("leaves out the reading list below an answer, and answers that are code", () => {
    assert.deepStrictEqual(asked(block("By its number in the table.\n\nUseful resources:\n\n- [Ports](http://x.y)")), [
      "How is a port found? => By its number in the table."
    ])
    assert.deepStrictEqual(asked(block("```\nlsof -i\n```\n\nOr something like that, depending on the system.")), [])
    assert.deepStrictEqual(asked(block("To be completed.")), [])
  })

  it("gives no part of an answer for the whole of it", () => {
    const long = Array.from({ length: 12 }, (_, i) => `The reason number ${i} is told in this sentence here.`).join(" ")
    assert.deepStrictEqual(asked(`### What are the advantages of trees?\n\n${long}\n`), [])
    assert.deepStrictEqual(
      asked("### How to plant a tree?\n\nTrees are planted in several steps.\n\n- dig\n- plant\n"),
      []
    )
  })
})

describe("bold words", () => {
  it("are asked about as names, not where they praise, sum up or announce", () => {
    const labels = [
      "Better UX",
      "Resilient",
      "Using a hook",
      "Order is essential",
      "How to prevent it",
      "Historical context"
    ]
    for (const label of labels) {
      assert.deepStrictEqual(asked(`- **${label}**: the page shows something before all of it is there.`), [], label)
    }
  })

  it("are no terms in a list of advantages, unless they are code", () => {
    const list =
      "The benefits are:\n\n- **Isolation**: a state in which no thread sees another\n- `nice`: a command that lowers priority\n"
    assert.deepStrictEqual(asked(list), ["What is nice? => A command that lowers priority"])
  })

  it("in front of a sentence of their own are a heading, not a gap", () => {
    assert.deepStrictEqual(
      asked("**State is fixed** Redux never changes the state it was given by the store itself."),
      []
    )
  })

  it("that are code are asked for what they do", () => {
    const list =
      "- `sort(list)`: Return the list in ascending order.\n- `head`: to see the beginning of a file\n- `-f`: follow the file\n"
    assert.deepStrictEqual(asked(list, "How do files open?"), [
      "What does sort(list) do? (How do files open) => Return the list in ascending order.",
      "What is head for? (How do files open) => To see the beginning of a file"
    ])
  })
})

describe("tables", () => {
  it("of a comparison ask each thing that is compared", () => {
    const text =
      "| Feature | Shadow DOM | Virtual DOM |\n|--|--|--|\n| Managed by | the browser | a library |\n| Use Case | scoped styles | fewer updates |\n"
    assert.deepStrictEqual(asked(text), [
      "Who or what is Shadow DOM managed by? => the browser",
      "Who or what is Virtual DOM managed by? => a library",
      "Shadow DOM: what is the use case? => scoped styles",
      "Virtual DOM: what is the use case? => fewer updates"
    ])
  })

  it("of statements side by side are not asked about", () => {
    const rows =
      "| Flux | Redux |\n|--|--|\n| Stores hold the state | One store holds it all |\n| Stores are singletons | One store for all |\n"
    assert.deepStrictEqual(asked(rows, "What is the difference between Flux and Redux?"), [])
  })

  it("of options are looked up, not learned", () => {
    const text =
      "| Option | Type | Default | Description |\n|--|--|--|--|\n| `dot` | `boolean` | `false` | Match files that begin with a dot |\n| `cwd` | `string` | none | Folder in which files are looked for |\n"
    assert.deepStrictEqual(asked(text, "Globs"), [])
  })
})

describe("sentences", () => {
  it("about an example, a caption or a step are left alone", () => {
    for (const text of [
      "If my_list has no items in it, the loop below prints nothing at all.",
      "If the flag is set, the parser will read the whole file at once.",
      "If target holds no keys at all, as defined in the standard, throw an error now.",
      "Filename: src/main.rs",
      "Hooks are called in the same order."
    ]) {
      assert.deepStrictEqual(asked(text, "Hooks"), [], text)
    }
  })
})
