/**
 * An answer that is not what was asked for is mended once, and what stands around JSON does no harm.
 */
import { assert, describe, it } from "@effect/vitest"
import { FlashcardAuthor, SkillTreeAuthor } from "@loopi/core"
import { Effect, Stream } from "effect"
import type { AnthropicSettings } from "../../src/anthropic/AnthropicSettings.ts"
import { aCard, assignmentFor, cardText, factsOf, impatient, Remote, treeFor, world } from "./world.ts"

const inWorld = <A, E>(
  effect: Effect.Effect<A, E, FlashcardAuthor | SkillTreeAuthor | Remote>,
  settings: Partial<AnthropicSettings> = {}
) => effect.pipe(impatient([]), Effect.provide(world(settings), { local: true }))

const good = cardText([aCard(1), aCard(2)])

const writing = Stream.unwrap(
  Effect.map(FlashcardAuthor, (author) => {
    const assignment = assignmentFor()
    return author.write(assignment, factsOf(assignment))
  })
)

const category = (title: string) => ({ title, description: "", note: null, begins: null, ends: null, topics: [] })

describe("mending", () => {
  const flawed: ReadonlyArray<readonly [what: string, text: string]> = [
    ["is no JSON", "I would rather talk about it."],
    ["is empty", ""],
    ["has another form", JSON.stringify({ cards: [{ fact: "one", question: 7 }] })],
    ["ends in the middle", good.slice(0, 30)]
  ]

  for (const [what, text] of flawed) {
    it.live(`is asked for once when a reply ${what}`, () =>
      inWorld(
        Effect.gen(function* () {
          const remote = yield* Remote
          remote.say({ text }, { text: good })
          assert.strictEqual((yield* Stream.runCollect(writing)).length, 2)
          const [first, second] = remote.seen
          assert.deepStrictEqual(second?.body.messages[0], first?.body.messages[0])
          assert.match(second?.body.messages.at(-1)?.content ?? "", /"cards"/)
          remote.say({ text })
          const before = remote.seen.length
          assert.deepInclude(yield* Effect.flip(Stream.runDrain(writing)), { reason: "malformed", retryable: false })
          assert.strictEqual(remote.seen.length - before, 2)
        })
      )
    )
  }

  it.live("is not asked for when some of the cards are good", () =>
    inWorld(
      Effect.gen(function* () {
        const remote = yield* Remote
        remote.say({ text: cardText([{ fact: 0 }, aCard(2), aCard(99), aCard(2)]) })
        const cards = yield* Stream.runCollect(writing)
        assert.deepStrictEqual([cards.map(({ fact }) => fact), remote.seen.length], [[1], 1])
      })
    )
  )

  it.live("begins a tree anew without telling a category twice, in order", () =>
    inWorld(
      Effect.gen(function* () {
        const remote = yield* Remote
        const categories = ["Flour", "Yeast", "Oven"].map(category)
        remote.say(
          { text: JSON.stringify({ categories: [categories[0], { title: 7 }, categories[2]] }) },
          { text: JSON.stringify({ categories }) }
        )
        const author = yield* SkillTreeAuthor
        const tree = yield* Stream.runCollect(author.propose(treeFor()))
        assert.deepStrictEqual(
          tree.map(({ title }) => title),
          ["Flour", "Yeast", "Oven"]
        )
      })
    )
  )
})

it.live("what stands around JSON does no harm: fences, prose, a bare list", () =>
  inWorld(
    Effect.gen(function* () {
      const remote = yield* Remote
      const list = JSON.stringify([aCard(1), aCard(2)], null, 2)
      for (const text of [
        `\`\`\`json\n${good}\n\`\`\``,
        `Sure! Here are [two] cards:\n\n${good}\n\nAnything else?`,
        list,
        `\`\`\`\n${list}\n\`\`\``,
        `{"thoughts": "\\"cards\\": [", "cards"  :\n [${list.slice(1)}}`
      ]) {
        remote.say({ text })
        assert.strictEqual((yield* Stream.runCollect(writing)).length, 2, text)
      }
      assert.strictEqual(remote.seen.length, 5)
    }),
    { structuredOutput: "prompt" }
  )
)
