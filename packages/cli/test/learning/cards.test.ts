/**
 * Cards one by one: named by a part of their ids, shown, and written anew.
 */
import { Flashcard } from "@loopi/core"
import { assert, it } from "@effect/vitest"
import { Effect, Schema } from "effect"
import { ShownCard } from "../../src/render/draft.ts"
import { Desk } from "../Desk.ts"
import { sailing } from "../notes.ts"
import { runHere } from "../runHere.ts"

const loopi = Effect.fnUntraced(function* (...args: ReadonlyArray<string>) {
  const { data } = yield* Desk
  return yield* runHere([...args, "--data", data])
})

/** Each command opens everything anew, which takes its time on a busy machine. */
const patience = 300_000

it.layer(Desk.layer, { timeout: "120 seconds", excludeTestServices: true })("loopi cards", (it) => {
  it.effect(
    "shows a draft with its place in the notes, who wrote it and in which run",
    () =>
      Effect.gen(function* () {
        const { note, read } = yield* Desk
        yield* loopi("goal", "add", "Learn to sail", "--notes", yield* note("sailing.md", sailing))
        yield* loopi("generate")
        const [card] = yield* read(Schema.Array(Flashcard), "cards", "--drafts")
        assert.isDefined(card)
        const { stdout } = yield* loopi("cards", "show", card.id.slice(-8))
        assert.match(stdout, /^ {2}Q .+\n {2}A .+\n {4}\w+ sailing\.md \[\d+, \d+\) “.+”\n/)
        assert.match(stdout, new RegExp(`draft · by \\w+.*\n +${card.id} · run [0-9a-f]{8}\n$`))
      }),
    patience
  )

  it.effect(
    "writes a card anew by hand, and warns of what is doubtful about it",
    () =>
      Effect.gen(function* () {
        const { read } = yield* Desk
        const [first, second] = yield* read(Schema.Array(Flashcard), "cards")
        assert.isDefined(first)
        assert.isDefined(second)
        const sides = ["--question", "What is the windward side?", "--answer", "The one the wind comes from"]
        const edited = yield* read(ShownCard, "cards", "edit", first.id.slice(-8), ...sides)
        assert.deepStrictEqual(
          [edited.id, edited.question, edited.authorship.author],
          [first.id, "What is the windward side?", "learner"]
        )
        const doubled = yield* loopi("cards", "edit", second.id, ...sides)
        assert.include(doubled.stdout, "! repeats “What is the windward side?” (same text")
        const listed = yield* read(Schema.Array(ShownCard), "cards", "--drafts")
        assert.isAtLeast(listed.filter(({ duplicates }) => duplicates.length > 0).length, 2)
      }),
    patience
  )

  it.effect(
    "refuses what names no card, several, or nothing to change; and a model that is not there",
    () =>
      Effect.gen(function* () {
        const { read } = yield* Desk
        const [card] = yield* read(Schema.Array(Flashcard), "cards")
        assert.isDefined(card)
        const id = card.id.slice(-8)
        const cases: ReadonlyArray<readonly [ReadonlyArray<string>, number, RegExp]> = [
          [["cards", "show", "zzz"], 4, /^loopi: flashcard_not_found: you have no card "zzz"\. /],
          [["cards", "show", "0"], 2, /^loopi: card_ambiguous: \d+ cards could be meant\. /],
          [["cards", "edit", id], 2, /^loopi: nothing_to_change: /],
          [["cards", "approve"], 2, /^loopi: no_card_named: /],
          [["cards", "approve", id, "--all"], 2, /^loopi: flags_conflict: /],
          [["cards", "refine", id, "Shorter"], 2, /^loopi: author_not_offered: .*loopi keys add anthropic/],
          [["cards", "rewrite", id], 2, /^loopi: author_not_offered: /]
        ]
        for (const [args, exit, stderr] of cases) {
          const outcome = yield* loopi(...args)
          assert.deepStrictEqual([outcome.exit, outcome.stdout], [exit, ""], args.join(" "))
          assert.match(outcome.stderr, stderr)
        }
      }),
    patience
  )

  it.effect(
    "approves and discards by a part of the id",
    () =>
      Effect.gen(function* () {
        const { read } = yield* Desk
        const [one, two] = yield* read(Schema.Array(Flashcard), "cards")
        assert.isDefined(one)
        assert.isDefined(two)
        assert.include((yield* loopi("cards", "approve", one.id.slice(-8))).stdout, "1 card to study")
        const approved = Schema.Struct({ approved: Schema.Int })
        assert.deepStrictEqual(yield* read(approved, "cards", "approve", one.id), { approved: 0 })
        const discarded = Schema.Struct({ discarded: Schema.Int })
        assert.deepStrictEqual(yield* read(discarded, "cards", "discard", one.id.slice(-8), one.id, two.id), {
          discarded: 2
        })
        const left = yield* read(Schema.Array(Flashcard), "cards")
        assert.notIncludeMembers(
          left.map(({ id }) => id),
          [one.id, two.id]
        )
      }),
    patience
  )
})
