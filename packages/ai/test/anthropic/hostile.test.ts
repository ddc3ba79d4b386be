/**
 * Two thousand replies nobody would wish for: each is cards that can be shown, or an error in words, and nothing else.
 */
import { assert, describe, it } from "@effect/vitest"
import { AuthorFailed, FlashcardAuthor, SkillTreeAuthor, SkillTreeProposal } from "@loopi/core"
import { Effect, Exit, Result, Stream } from "effect"
import { randomUUID } from "node:crypto"
import { eventsOf, type Reply } from "../../src/testing/replies.ts"
import { activeIn } from "./active.ts"
import { hostileTexts } from "./hostileTexts.ts"
import { aCard, assignmentFor, cardText, factsOf, impatient, Remote, treeFor, world } from "./world.ts"

const playing = <A, E>(effect: Effect.Effect<A, E, FlashcardAuthor | SkillTreeAuthor | Remote>) =>
  effect.pipe(impatient([]), Effect.provide(world({ retries: 0 }), { local: true }))

const assignment = assignmentFor()
const facts = factsOf(assignment)
const treeAssignment = treeFor(["# Bread\n\nGluten is stretchy.\n"])

/** Writes cards from what the server says: all that comes out is checked. Gives how many came, and whether it ended well. */
const cardsFromServer = Effect.gen(function* () {
  const author = yield* FlashcardAuthor
  let count = 0
  const exit = yield* author.write(assignment, facts).pipe(
    Stream.runForEach((card) =>
      Effect.sync(() => {
        count += 1
        assert.deepStrictEqual(Object.keys(card).toSorted(), keysOfCards)
        assert.deepStrictEqual(card.source, facts[card.fact]?.source, "a place that was not asked for")
        assert.deepStrictEqual([...activeIn(card.question), ...activeIn(card.answer)], [])
      })
    ),
    Effect.exit
  )
  assertInWords(exit)
  return { count, isGood: Exit.isSuccess(exit) }
})

const cardsFrom = Effect.fnUntraced(function* (reply: Reply) {
  const remote = yield* Remote
  remote.say(reply)
  return yield* cardsFromServer
})

const keysOfCards = ["answer", "authorship", "fact", "kind", "question", "source"]

const treeFrom = Effect.fnUntraced(function* (reply: Reply) {
  const remote = yield* Remote
  remote.say(reply)
  const author = yield* SkillTreeAuthor
  const exit = yield* Effect.exit(Stream.runCollect(author.propose(treeAssignment)))
  assertInWords(exit)
  if (Exit.isFailure(exit)) return undefined
  const placed = Result.getOrThrow(SkillTreeProposal.place(exit.value))
  for (const { description, source, title } of placed) {
    assert.deepStrictEqual([...activeIn(title), ...activeIn(description)], [])
    if (source !== null) assert.strictEqual(source.documentId, treeAssignment.documents[0]?.id)
  }
  return placed.length
})

/** It ended well, or with an error that is no defect. */
const assertInWords = (exit: Exit.Exit<unknown, unknown>): void => {
  if (Exit.isSuccess(exit)) return
  const [reason] = exit.cause.reasons
  const error = reason?._tag === "Fail" ? reason.error : assert.fail(`a defect: ${String(exit.cause)}`)
  assert.instanceOf(error, AuthorFailed)
}

const written = cardText([aCard(1), aCard(2)])
const skill = (title: string, more: object = {}) => ({
  title,
  description: "What it is",
  note: null,
  begins: null,
  ends: null,
  ...more
})
const grown = JSON.stringify({
  categories: [skill("Flour", { topics: [skill("Wheat", { subtopics: [] })] }), skill("Yeast", { topics: [] })]
})

const sizeOf = (reply: { readonly text: string }): number =>
  eventsOf(reply, "claude-sonnet-5-5", 1).reduce((sum, { bytes }) => sum + bytes.length, 0)

describe("2,000 hostile replies", () => {
  it.live(
    "cut at every byte: whole, or told to be cut off",
    () =>
      playing(
        Effect.gen(function* () {
          const size = sizeOf({ text: written })
          assert.isAbove(size, 1_000)
          const remote = yield* Remote
          remote.say((_, n) => ({ text: written, cutAfter: n - 1 }))
          // Replies grow by a few bytes with their number.
          const played = yield* Effect.replicateEffect(cardsFromServer, size + 10, { concurrency: 4 })
          for (const { count, isGood } of played) if (isGood) assert.strictEqual(count, 2)
          const whole = played.filter(({ isGood }) => isGood).length
          assert.isTrue(1 <= whole && whole <= 10, `${whole}`)
          for (const some of [0, 1, 2]) assert.isTrue(played.some(({ count }) => count === some))
        })
      ),
    240_000
  )

  it.live(
    "trees cut at 300 places: never a part of one",
    () =>
      playing(
        Effect.gen(function* () {
          const size = sizeOf({ text: grown })
          for (let i = 0; i < 300; i += 1) {
            const nodes = yield* treeFrom({ text: grown, cutAfter: Math.floor((size * i) / 300) })
            assert.include([undefined, 3], nodes)
          }
          assert.strictEqual(yield* treeFrom({ text: grown }), 3)
        })
      ),
    240_000
  )

  it.live(
    "texts with markup and signs nobody sees, in every place",
    () =>
      playing(
        Effect.gen(function* () {
          for (const text of hostileTexts) {
            yield* cardsFrom({ text: cardText([aCard(1, { question: text }), aCard(2, { answer: text })]) })
          }
          for (const title of hostileTexts.slice(0, 150)) {
            yield* treeFrom({
              text: JSON.stringify({ categories: [skill(title, { description: title, topics: [] })] })
            })
          }
        })
      ),
    240_000
  )

  it.live(
    "answers of another form, with ids of others in them",
    () =>
      playing(
        Effect.gen(function* () {
          for (const text of misshapen) yield* cardsFrom({ text })
          for (const text of misshapen) yield* treeFrom({ text: text.replaceAll('"cards"', '"categories"') })
        })
      ),
    240_000
  )

  it.live(
    "answers beyond all bounds are cut off without being kept in memory",
    () =>
      playing(
        Effect.gen(function* () {
          for (const reply of boundless) {
            assert.isFalse((yield* cardsFrom(reply)).isGood)
            assert.isUndefined(yield* treeFrom(reply))
          }
        })
      ),
    240_000
  )

  it("are 2,000", () => {
    const cuts = sizeOf({ text: written }) + 1 + 300
    const texts = hostileTexts.length + 150
    assert.isAtLeast(cuts + texts + misshapen.length * 2 + boundless.length * 2, 2_000)
  })
})

const long = "x".repeat(10_000_000)
const deep = "[".repeat(10_000)

/** Ten megabytes of it, in pieces. */
const pieces = (text: string): ReadonlyArray<string> =>
  Array.from({ length: 200 }, () => text.repeat(Math.ceil(50_000 / text.length)).slice(0, 50_000))

const boundless: ReadonlyArray<Reply> = [
  { text: [`{"cards": [{"question": "`, ...pieces("x")] },
  { text: [`{"cards": [`, ...pieces('{"fact": 1}, ')] },
  { text: [`{"cards": [`, long] },
  { text: pieces("x") },
  { text: [`{"cards": [${"{},".repeat(3_000)}`] },
  { text: [`{"cards": [{"question": ${deep}`] },
  { text: [`{"cards": [${'{"a":'.repeat(10_000)}`] },
  { text: [deep] },
  { status: 200, body: `data: {"type": "ping", "deep": ${deep}${"]".repeat(10_000)}}\n\n` },
  { status: 200, body: `data: ${deep}\n\n` },
  { status: 200, body: `data: ${long}` },
  { status: 200, body: long },
  { status: 200, body: ": nothing\n".repeat(1_000_000) },
  { status: 500, body: long },
  { status: 400, body: `{"error": ${deep}${"]".repeat(10_000)}}` },
  { status: 429, headers: { "retry-after": "9".repeat(4_000) }, body: "" }
]

/** Every value of a good answer replaced by something else, taken out, or joined by what was not asked for. */
const strangers: ReadonlyArray<unknown> = [
  null,
  0,
  -1,
  1e308,
  "",
  "x".repeat(6_000),
  [],
  {},
  [[[[]]]],
  true,
  "<script>alert(1)</script>",
  randomUUID()
]

const foreign: ReadonlyArray<object> = [
  { id: randomUUID(), userId: randomUUID(), goalId: randomUUID(), nodeId: randomUUID() },
  { source: { documentId: randomUUID(), start: 0, end: 5 } },
  { authorship: { author: "learner", model: null, promptVersion: null, confidence: 1 } },
  { status: "active", createdAt: "2020-01-01" },
  { ["__proto__"]: { isAdmin: true }, constructor: { prototype: {} } },
  { fact: 2, toString: "x", toJSON: "y" }
]

const misshapen: ReadonlyArray<string> = [
  ...Object.keys(aCard(1)).flatMap((key) => [
    ...strangers.map((value) => cardText([{ ...aCard(1), [key]: value }, aCard(2)])),
    cardText([Object.fromEntries(Object.entries(aCard(1)).filter(([name]) => name !== key))])
  ]),
  ...foreign.map((more) => cardText([aCard(1, more), aCard(2, more)])),
  ...strangers.map((value) => JSON.stringify(value)),
  ...strangers.map((value) => JSON.stringify({ cards: value })),
  ...strangers.map((value) => JSON.stringify({ cards: [value, value] })),
  ...strangers.map((value) => JSON.stringify({ cards: { cards: value } })),
  cardText([aCard(1), aCard(1), aCard(1)]),
  written.replaceAll('"', "'"),
  written.replaceAll("}", ",}"),
  written + written,
  `\uFEFF${written}`,
  "I'm sorry, but I cannot help with that.",
  "<html><body>Sign in</body></html>"
]
