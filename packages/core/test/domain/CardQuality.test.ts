/**
 * The quality checks keep good cards, refuse bad ones by the rule they break, and never fail themselves.
 */
import { assert, describe, it } from "@effect/vitest"
import { FlashcardKind, QualityFinding } from "@loopi/core"
import { Schema } from "effect"
import { type CardText, checkCard, type CheckContext, isAcceptable } from "../../src/domain/CardQuality.ts"
import { badCards, neighbour } from "../fixtures/badCards.ts"
import { goodCards } from "../fixtures/goodCards.ts"

const alone: CheckContext = { quote: null, topic: [], others: [] }
const qa = (question: string, answer: string): CardText => ({ kind: "qa", question, answer })
const rejecting = (card: CardText, context = alone) =>
  checkCard(card, context)
    .filter(({ severity }) => severity === "reject")
    .map(({ rule }) => rule)

const isFinding = Schema.is(QualityFinding)

describe("checkCard, on cards written by hand", () => {
  it("has thirty good and thirty bad ones to go by", () =>
    assert.deepEqual([goodCards.length, badCards.length], [30, 30]))

  it.each(goodCards)("keeps $question", ({ quote, topic, ...card }) => {
    const findings = checkCard(card, { quote, topic, others: [neighbour] })
    assert.deepEqual(
      findings.filter(({ severity }) => severity === "reject"),
      []
    )
    assert.isTrue(isAcceptable(findings))
  })

  it.each(badCards)("rejects $question by $rule", ({ quote, rule, topic, ...card }) => {
    const findings = checkCard(card, { quote, topic, others: [neighbour] })
    assert.deepEqual(
      [...new Set(findings.filter(({ severity }) => severity === "reject").map(({ rule }) => rule))],
      [rule]
    )
    assert.isFalse(isAcceptable(findings))
  })

  it("says what is wrong in one sentence", () => {
    for (const { quote, topic, ...card } of badCards) {
      for (const { reason } of checkCard(card, { quote, topic, others: [neighbour] })) {
        assert.match(reason, /^[A-Z“][^.!?\n]{10,150}\.$/)
      }
    }
  })
})

describe("checkCard, whose words they are", () => {
  const card = qa("What is a stack? What is a queue?", "Last in first out; first in first out")

  it("rejects two questions an author made into one card", () =>
    assert.deepEqual(rejecting(card, { ...alone, quote: "A stack is last in first out; a queue first in first out" }), [
      "atomic"
    ]))

  it("only warns of them where the learner asked so", () => {
    const quote = `## ${card.question}\n${card.answer}`
    assert.deepEqual(
      checkCard(card, { ...alone, quote }).map(({ rule, severity }) => [rule, severity]),
      [["atomic", "warn"]]
    )
  })

  it("does not take a card as copied when there is no note", () => assert.deepEqual(rejecting(card), ["atomic"]))
})

describe("checkCard, close calls", () => {
  it("lets an author mention what it may not do", () => {
    const quoted = qa("What is “ignore previous instructions” an example of?", "Prompt injection")
    assert.deepEqual(
      checkCard(quoted, alone).map(({ severity }) => severity),
      ["warn"]
    )
  })

  it("takes “who or what” for one question", () => {
    assert.deepEqual(rejecting(qa("Who or what was Sputnik?", "A satellite")), [])
    assert.deepEqual(rejecting(qa("Who was Hopper and what did she find?", "A moth")), ["atomic"])
  })

  it("knows flags spelt with tag characters", () => {
    const scotland = String.fromCodePoint(0x1f3f4, 0xe0067, 0xe0062, 0xe0073, 0xe0063, 0xe0074, 0xe007f)
    assert.deepEqual(rejecting(qa("Whose flag is the saltire?", `Scotland ${scotland}`)), [])
  })

  it("takes the same answer to the same question for no ambiguity, and signs for a difference", () => {
    const others = [neighbour, { question: "What does | do?", answer: "Pipes" }]
    assert.deepEqual(rejecting(qa("which port does HTTPS use?", "443."), { ...alone, others }), [])
    assert.deepEqual(rejecting(qa("What does & do?", "Starts in the background"), { ...alone, others }), [])
    assert.deepEqual(rejecting(qa("What does | do?", "Either"), { ...alone, others }), ["ambiguity"])
  })

  it("takes numbers from the question and however they are grouped", () => {
    const quote = "The archive holds 1,200 files on disk."
    assert.deepEqual(rejecting(qa("How many files does the archive hold?", "1200 files"), { ...alone, quote }), [])
    assert.deepEqual(rejecting(qa("How many files are there?", "1300 files"), { ...alone, quote }), ["grounding"])
  })

  it("finds the words of a note in other forms, but not another note's", () => {
    const quote = "Caches keep copies of what was read."
    assert.deepEqual(
      rejecting(qa("What does a cache do?", "Keeping copied reads"), { ...alone, quote: `${quote} reads` }),
      []
    )
    assert.deepEqual(rejecting(qa("What does a cache do?", "Sorts numbers quickly"), { ...alone, quote }), [
      "grounding"
    ])
  })

  it("takes a yes for an answer where a word was asked for", () => {
    assert.deepEqual(rejecting(qa("What is the German word for yes?", "ja")), [])
    assert.deepEqual(rejecting(qa("Is a heap a tree?", "ja")), ["polar"])
  })

  it("only warns of markup that may be what the card is about", () => {
    const warned = ["What does **kwargs collect?", "What does $$ hold?", "Which group does \\( open?"]
    assert.deepEqual(
      warned.map((question) =>
        checkCard(qa(question, "It depends on the shell"), alone).map(({ severity }) => severity)
      ),
      [["warn"], ["warn"], ["warn"]]
    )
    assert.deepEqual(checkCard(qa("What does **bold** text do?", "It stands out"), alone), [])
  })

  it("accepts a warning and no rejection", () => {
    assert.isTrue(isAcceptable([{ rule: "length", severity: "warn", reason: "Long." }]))
    assert.isFalse(isAcceptable([{ rule: "length", severity: "reject", reason: "Long." }]))
    assert.isTrue(isAcceptable([]))
  })
})

describe("checkCard, on anything", { timeout: 30_000 }, () => {
  // Longer texts, of the kinds that matter, are among the hostile ones below
  const AnyCard = Schema.Struct({ kind: FlashcardKind, question: Schema.String, answer: Schema.String })
  const AnyContext = Schema.Struct({
    quote: Schema.NullOr(Schema.String),
    topic: Schema.Array(Schema.String),
    others: Schema.Array(Schema.Struct({ question: Schema.String, answer: Schema.String }))
  })

  it.prop(
    "finds the same findings twice, and throws at nothing",
    [AnyCard, AnyContext],
    ([card, context]) => {
      const findings = checkCard(card, context)
      assert.isTrue(findings.every((finding) => isFinding(finding)))
      assert.deepEqual(checkCard(card, context), findings)
    },
    { arbitrary: { runs: 200, size: 20, seed: 7 } }
  )

  it.prop(
    "accepts nothing that could not be stored",
    [AnyCard, AnyContext],
    ([card, context]) => {
      if (!isAcceptable(checkCard(card, context))) return
      const question = card.question.trim()
      assert.isTrue(question.length >= 5 && question.length <= 1_000 && card.answer.trim() !== "")
      assert.isTrue(card.question.isWellFormed() && card.answer.isWellFormed())
    },
    { arbitrary: { runs: 200, size: 20, seed: 8 } }
  )

  it.each(["\u0000", "\uD800", "a\u0000b", "\u0007"])("refuses what no store could keep: %j", (sign) => {
    assert.include(rejecting(qa(`What does ${sign} mean?`, "Nothing at all")), "safety")
    assert.include(rejecting(qa("What does it all mean?", `Nothing ${sign} at all`)), "safety")
  })
})

describe("checkCard, on hostile text", { timeout: 30_000 }, () => {
  // Each repeats what some pattern looks for, so that a careless one would try every start against every end
  const pieces = [
    "a",
    " ",
    "\n",
    "`",
    "``",
    "```",
    "**",
    "$$",
    "\\(",
    "{{c1::",
    "](",
    "<a ",
    "<a on",
    "“",
    '"',
    "«",
    "eyJ-",
    "eyJ.",
    "what and ",
    "it ",
    "ignore all the ",
    "- x\n",
    "1,",
    "Aa ",
    "a_",
    "????",
    "。",
    "的",
    "sk-",
    "token = ",
    "password:",
    "i am "
  ]

  it.each(pieces)("is quick on 6,000 characters of %j", (piece) => {
    const card = qa(piece.repeat(1_000).slice(0, 1_000), piece.repeat(5_000).slice(0, 5_000))
    const quote = piece.repeat(20_000).slice(0, 20_000)
    const before = process.cpuUsage()
    const findings = checkCard(card, { quote, topic: [card.question], others: [card, neighbour] })
    assert.isNotEmpty(findings)
    const { system, user } = process.cpuUsage(before)
    assert.isBelow((system + user) / 1_000, 100, "milliseconds of work")
  })

  it("does not read on where a text is beyond all bounds", () => {
    const endless = "what and ".repeat(1_000_000)
    assert.deepEqual(rejecting(qa(endless, endless)), ["length", "length"])
  })
})
