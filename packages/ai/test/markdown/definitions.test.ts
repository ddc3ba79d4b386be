import { assert, describe, it } from "@effect/vitest"
import { allKinds } from "../../src/offline/markdown/Extracted.ts"
import { asked, cardsOf } from "./asking.ts"

describe("sentences that define", () => {
  it("asks what a thing is", () => {
    assert.deepStrictEqual(asked("A **heap** is a tree ordered from parent to child."), [
      "What is a heap? => A tree ordered from parent to child."
    ])
  })

  it("keeps the field a definition holds in", () => {
    assert.deepStrictEqual(asked("In computer science, a **heap** is a tree ordered from parent to child."), [
      "What is a heap in computer science? => A tree ordered from parent to child."
    ])
  })

  it("writes a common word small and a name as it is", () => {
    const note =
      "**Latency** is the time an action takes. Low latency is pleasant.\n\n**Redis** is an in-memory store of keys."
    assert.deepStrictEqual(
      cardsOf(note).map(({ question }) => question),
      ["What is latency?", "What is Redis?"]
    )
  })

  it("asks who or what somebody was", () => {
    assert.deepStrictEqual(asked("**Gregor Mendel** (1822–1884) was an Austrian monk."), [
      "Who was Gregor Mendel? => An Austrian monk."
    ])
  })

  it("asks what a theory states", () => {
    assert.deepStrictEqual(asked("The **cell theory** states that all living things are made of cells."), [
      "What does the cell theory state? => That all living things are made of cells."
    ])
  })

  it("leaves the label of a callout out", () => {
    assert.deepStrictEqual(asked("> [!note] Remember\n> A **heap** is a tree of ordered nodes."), [
      "What is a heap? => A tree of ordered nodes."
    ])
  })

  it("does not take praise for a definition", () => {
    assert.deepStrictEqual(
      asked("A **heap** is a good choice of many teams today.\n\nA **tree** is a common part of many programs."),
      []
    )
  })

  it("asks about terms of plain prose that no heading or emphasis points at", () => {
    const note =
      "An antigen is any substance that lymphocytes recognise. A hapten is a small molecule that needs a carrier. " +
      "Adjuvants are substances that strengthen the response. Anaphylaxis is a severe type I reaction to an allergen."
    assert.deepStrictEqual(asked(note), [
      "What is an antigen? => Any substance that lymphocytes recognise.",
      "What is a hapten? => A small molecule that needs a carrier.",
      "What are Adjuvants? => Substances that strengthen the response.",
      "What is Anaphylaxis? => A severe type I reaction to an allergen."
    ])
  })

  it("tells a noun that could be an order from an order", () => {
    assert.deepStrictEqual(
      asked("Sleep apnea is a disorder with pauses in breathing. Write amplification is the extra work of a disk."),
      [
        "What is Sleep apnea? => A disorder with pauses in breathing.",
        "What is Write amplification? => The extra work of a disk."
      ]
    )
    assert.deepStrictEqual(asked("Write whatever it is the reader of the letter wants. Read it as a tale of old."), [])
  })

  it("does not take a remark in plain prose for a definition", () => {
    const note =
      "Caching is any of several tricks. Storage is a small price for so much speed. " +
      "Redis is the store that I use at home. A heap is a small part of the whole library."
    assert.deepStrictEqual(asked(note), [])
  })

  it("does not ask about sentences that lean on others", () => {
    assert.deepStrictEqual(
      asked("It is a tree of many nodes. This is the idea behind every **database** known today."),
      []
    )
    assert.deepStrictEqual(asked("A **heap** is a structure that we will describe in the next chapter."), [])
  })

  it("asks for the other name", () => {
    assert.deepStrictEqual(asked("Cache-aside is also referred to as lazy loading.", "Cache-aside"), [
      "What is Cache-aside also called? => Lazy loading"
    ])
  })

  it("asks for the name of a description", () => {
    assert.deepStrictEqual(asked("The lasting loss of heat from a closed body is called dissipation."), [
      "What is this called: “The lasting loss of heat from a closed body”? => Dissipation"
    ])
  })

  it("asks what the thing a section is named after does", () => {
    assert.deepStrictEqual(asked("Sharding distributes rows over several databases.", "Sharding"), [
      "What does sharding do? => Distributes rows over several databases."
    ])
    assert.deepStrictEqual(asked("Load balancers distribute requests over several servers.", "Load balancing"), [
      "What do Load balancers do? => Distribute requests over several servers."
    ])
  })

  it("does not confuse a compound with its first word", () => {
    assert.deepStrictEqual(asked("DNS services have recently come under heavy attack.", "DNS"), [])
  })

  it("ends where the next line defines another thing", () => {
    const note =
      "**Zero-order kinetics** means that a constant amount leaves per hour, as with alcohol\n🍺 **First-order kinetics** means that a constant fraction leaves per hour."
    assert.deepStrictEqual(asked(note), [
      "What does Zero-order kinetics mean? => That a constant amount leaves per hour, as with alcohol.",
      "What does First-order kinetics mean? => That a constant fraction leaves per hour."
    ])
    assert.deepStrictEqual(asked("A heap is a tree that is nearly full\nA trie is a tree that keeps words."), [
      "What is a heap? => A tree that is nearly full.",
      "What is a trie? => A tree that keeps words."
    ])
  })

  it("goes on over a line that was only wrapped", () => {
    const note = "**Gravity** is the pull that was first put in numbers by\n**Newton** is said to have seen an apple."
    assert.strictEqual(cardsOf(note)[0]?.answer.includes("Newton"), true)
  })

  it("spells out initials, from prose and from headings", () => {
    assert.deepStrictEqual(asked("A Domain Name System (DNS) server answers. The time to live (TTL) counts."), [
      "What does DNS stand for? => Domain Name System",
      "What does TTL stand for? => Time to live"
    ])
    assert.deepStrictEqual(asked("Cells burn adenosine triphosphate (ATP)."), [
      "What does ATP stand for? => Adenosine triphosphate"
    ])
    assert.deepStrictEqual(asked("## Hypertext transfer protocol (HTTP)\n"), [
      "What does HTTP stand for? => Hypertext transfer protocol"
    ])
  })

  it("does not spell initials the words do not have", () => {
    assert.deepStrictEqual(asked("The big red house (DNS) stands there."), [])
  })
})

describe("gaps", () => {
  it("leaves out the bold term of a sentence that stands alone", () => {
    assert.deepStrictEqual(asked("The brain strengthens new traces by night in a process called **consolidation**."), [
      "The brain strengthens new traces by night in a process called […]. => consolidation"
    ])
  })

  it("is not left where the sentence says nothing that is true of the term alone", () => {
    for (const vague of [
      "**Celery** has support for plans and runs mostly on one machine.",
      "**Social norms** are everywhere, in families, gangs and among friends at school.",
      "Each **social role** has scripts that help humans learn the order of proper behaviors.",
      "**Triads** arranged on the circle of thirds, labeled by their harmonic functions."
    ])
      assert.deepStrictEqual(asked(vague, "Queues"), [], vague)
  })

  it("leaves out a linked term where the sentence says what it is, and no other link", () => {
    assert.deepStrictEqual(
      asked("[Data ownership](https://x.y) is about control and the rights of people who use it."),
      ["[…] is about control and the rights of people who use it. => Data ownership"]
    )
    assert.deepStrictEqual(
      asked("Indices are usually kept as a balanced [B-tree](https://x.y) that sorts every key."),
      []
    )
  })

  it("does not ask for one of several", () => {
    assert.deepStrictEqual(asked("Modern stores such as [Redis](#r), Etcd and Consul keep keys in memory."), [])
  })

  it("does not leave out a term the sentence names again", () => {
    assert.deepStrictEqual(asked("Good teachers praise **spacing** because spacing costs them nothing at all."), [])
  })
})

describe("kinds that are off by default", () => {
  const note =
    "The primary colours of paint are these three:\n\n- red\n- blue\n- yellow\n\nA museum opened its doors in 1885 by order of the king.\n"

  it("are not extracted unasked", () => {
    assert.deepStrictEqual(asked(note, "Colours"), [])
  })

  it("are extracted when asked for", () => {
    assert.deepStrictEqual(
      cardsOf(note, "Colours", { kinds: allKinds }).map(({ kind }) => kind),
      ["list", "cloze-year"]
    )
  })

  it("recall a section that has nothing else", () => {
    const prose =
      "Leaves gather light during all the long days of summer. Roots gather water during every night and day."
    assert.deepStrictEqual(
      cardsOf(prose, "Plants", { kinds: ["recall"] }).map(({ question }) => question),
      ["What are the key points of “Plants”?"]
    )
  })
})
